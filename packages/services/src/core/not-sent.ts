import type { Vendor } from "@cs/models";
import { z } from "zod";

/** Effects outside the product that a call could have had and did not. */
export const notSentOutput = z
  .array(z.strictObject({ platform: z.string(), effect: z.string(), reason: z.string() }))
  .describe("What was not sent to other platforms, and why.");

const things = { zendesk: "organisation", intercom: "company", mixpanel: "group" } as const;

/** Accounts are not sent anywhere yet, and the caller must not believe otherwise. */
export function accountNotSent(
  verb: "create" | "update",
  connected: ReadonlySet<Vendor>,
): z.infer<typeof notSentOutput> {
  return (["zendesk", "intercom", "mixpanel"] as const).map((platform) => ({
    platform,
    effect: `${verb} ${things[platform]}`,
    reason: connected.has(platform) ? "not_supported" : "not_configured",
  }));
}

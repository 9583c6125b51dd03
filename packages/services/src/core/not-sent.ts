import { z } from "zod";

/** Effects outside the product that a call could have had and did not. */
export const notSentOutput = z
  .array(z.strictObject({ platform: z.string(), effect: z.string(), reason: z.string() }))
  .describe("What was not sent to other platforms, and why.");

const platforms = { zendesk: "organisation", intercom: "company", mixpanel: "group" } as const;

/** No platform can be connected yet, and the caller must not believe otherwise. */
export function accountNotSent(verb: "create" | "update"): z.infer<typeof notSentOutput> {
  return Object.entries(platforms).map(([platform, thing]) => ({
    platform,
    effect: `${verb} ${thing}`,
    reason: "not_configured",
  }));
}

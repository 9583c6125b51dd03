import { z } from "zod";
import { instantSchema } from "../values/instant.ts";
import { text } from "../values/text.ts";

/** Use of a feature at one moment. A source that counts delivers `quantity` > 1; one event is 1. */
export const usageEventSchema = z.strictObject({
  feature: text(200),
  occurredAt: instantSchema,
  quantity: z.int().min(0).max(1_000_000_000),
  durationSeconds: z.int().min(0).nullable(),
  errors: z.int().min(0).nullable(),
  /** The user as the source names them; null when the source counts without users. */
  user: text(200).nullable(),
});
export type UsageEvent = z.infer<typeof usageEventSchema>;

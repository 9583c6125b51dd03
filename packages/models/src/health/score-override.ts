import { z } from "zod";
import { calendarDateSchema } from "../values/calendar-date.ts";
import { text } from "../values/text.ts";

/** A score that a person sets in place of the computed one, for a time. */
export const scoreOverrideSchema = z.strictObject({
  score: z.number().min(0).max(100),
  reason: text(500),
  author: text(200),
  /** First day on which it no longer holds. */
  expiresOn: calendarDateSchema,
});
export type ScoreOverride = z.infer<typeof scoreOverrideSchema>;

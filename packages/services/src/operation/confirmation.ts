import { instantSchema } from "@cs/models";
import { z } from "zod";

/** What every operation that reaches people takes besides its own input. */
export const confirmationToken = z
  .string()
  .min(1)
  .max(100)
  .optional()
  .describe("From the preview, once the user agrees.");

/** What such an operation answers besides its output when nothing was done: the rest is what would come of it. */
export const confirmationOutput = z
  .strictObject({
    state: z.enum(["needed", "declined"]),
    question: z.string(),
    token: z.string().nullable(),
    expiresAt: instantSchema.nullable(),
  })
  .optional()
  .describe("Nothing was done yet: show the user the rest, ask the question, then repeat the call with the token.");

/** What a person said who was asked; `unavailable` when nobody could be. */
export type Answered = "yes" | "no" | "unavailable";

import { z } from "zod";

/** What a model did with the tasks: its calls in order, and the answer that it gave at the end. */
export const transcriptSchema = z.strictObject({
  /** Which model, with which settings, so that figures can be compared. */
  model: z.string().min(1),
  runs: z.array(
    z.strictObject({
      task: z.string(),
      calls: z.array(z.looseObject({ tool: z.string() })),
      answer: z.string(),
    }),
  ),
});

export type Transcript = z.infer<typeof transcriptSchema>;

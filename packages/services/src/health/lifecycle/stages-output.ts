import { lifecycleStageSchema } from "@cs/models";
import { z } from "zod";
import { nextCursorOutput } from "../../operation/cursor.ts";
import { verdicts } from "./evaluate-moves.ts";

const verdict = z.enum(verdicts);
const stage = lifecycleStageSchema.nullable();

/** What `manage_lifecycle_stages` answers. */
export const stagesOutput = z.strictObject({
  clientId: z.string(),
  version: z.int().describe("Of the account, for expectedVersion."),
  stage,
  since: z.string().nullable(),
  days: z.int().nullable().describe("In this stage."),
  atLeastDays: z.int().nullable().describe("Since the stage was recorded, when it is not known since when it holds."),
  reason: z.string().nullable().describe("Why days is null."),
  moves: z
    .array(
      z.strictObject({
        to: lifecycleStageSchema,
        verdict: verdict.describe("against when anything is, for when everything is."),
        evidence: z
          .array(
            z.strictObject({
              measure: z.string(),
              label: z.string(),
              verdict,
              value: z.number().nullable(),
              needs: z.string().describe("What speaks for the move."),
              reason: z.string().nullable().describe("Why value is null."),
            }),
          )
          .readonly(),
      }),
    )
    .nullable()
    .describe("Only of evaluate."),
  history: z
    .array(
      z.strictObject({
        from: stage,
        to: stage,
        enteredOn: z.string().nullable().describe("Null when a source delivered it."),
        recordedOn: z.string(),
        days: z.int().nullable().describe("In the stage; null when not known."),
        operation: z.string(),
        actor: z.string(),
        reason: z.string().nullable(),
      }),
    )
    .nullable()
    .describe("Newest first; null of evaluate. transition shows the change it made."),
  nextCursor: nextCursorOutput,
  total: z.int().describe("Changes of stage that are logged."),
});
export type StagesAnswer = z.infer<typeof stagesOutput>;

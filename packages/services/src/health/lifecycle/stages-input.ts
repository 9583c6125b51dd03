import { clientIdSchema, lifecycleStageSchema, text } from "@cs/models";
import { z } from "zod";
import { cursorInput } from "../../operation/cursor.ts";

const clientId = clientIdSchema.describe("From list_clients.");

/** What each action takes. */
export const stagesInputs = {
  get: z.strictObject({
    clientId,
    limit: z.int().min(1).max(50).optional().describe("get: default 10."),
    cursor: cursorInput,
  }),
  evaluate: z.strictObject({ clientId }),
  transition: z.strictObject({
    clientId,
    toStage: lifecycleStageSchema.describe("transition: new stage."),
    expectedVersion: z.int().positive().describe("transition: version you read."),
    reason: text(500).describe("transition: why."),
  }),
} as const;

export type GetStagesRequest = z.output<typeof stagesInputs.get>;
export type EvaluateRequest = z.output<typeof stagesInputs.evaluate>;
export type TransitionRequest = z.output<typeof stagesInputs.transition>;

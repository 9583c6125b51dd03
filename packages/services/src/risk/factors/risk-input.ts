import { calendarDateSchema, clientIdSchema, riskStatuses, text } from "@cs/models";
import { z } from "zod";
import { cursorInput } from "../../operation/cursor.ts";

const clientId = clientIdSchema.describe("From list_clients.");
const factor = text(50);

/** What each action takes. */
export const riskInputs = {
  assess: z.strictObject({
    clientId,
    asOf: calendarDateSchema.optional().describe("assess: YYYY-MM-DD. Default today."),
  }),
  record: z.strictObject({
    clientId,
    factor: factor.describe("record: which, from assess; history: only this one."),
    status: z.enum(riskStatuses).describe("record."),
    owner: text(200).optional().describe("record: who sees to it. Absent keeps it."),
    mitigation: text(1000).optional().describe("record: what is done; likewise."),
    dueOn: calendarDateSchema.optional().describe("record: by when; likewise."),
    expectedVersion: z.int().min(0).describe("record: version as you read it, 0 for none."),
  }),
  history: z.strictObject({
    clientId,
    factor: factor.optional(),
    limit: z.int().min(1).max(50).optional().describe("history: per page. Default 10."),
    cursor: cursorInput,
  }),
} as const;

export type AssessRequest = z.output<typeof riskInputs.assess>;
export type RecordRequest = z.output<typeof riskInputs.record>;
export type RiskHistoryInput = z.output<typeof riskInputs.history>;

import { calendarDateSchema, clientIdSchema, riskStatuses, text } from "@cs/models";
import { z } from "zod";
import { cursorInput } from "../../operation/cursor.ts";

const clientId = clientIdSchema.describe("From list_clients.");
const factor = text(50);

/** What each action takes. */
export const riskInputs = {
  assess: z.strictObject({
    clientId,
    asOf: calendarDateSchema.optional().describe("assess: default today."),
  }),
  record: z.strictObject({
    clientId,
    factor: factor.describe("record, history: which, from assess."),
    status: z.enum(riskStatuses).describe("record."),
    owner: text(200).optional().describe("record. Absent: as before."),
    mitigation: text(1000).optional().describe("record: likewise."),
    dueOn: calendarDateSchema.optional().describe("record: likewise."),
    expectedVersion: z.int().min(0).describe("record: version you read, 0 for none."),
  }),
  history: z.strictObject({
    clientId,
    factor: factor.optional(),
    limit: z.int().min(1).max(50).optional().describe("history: default 10."),
    cursor: cursorInput,
  }),
} as const;

export type AssessRequest = z.output<typeof riskInputs.assess>;
export type RecordRequest = z.output<typeof riskInputs.record>;
export type RiskHistoryInput = z.output<typeof riskInputs.history>;

import { calendarDateSchema, clientIdSchema, riskStatuses, text } from "@cs/models";
import { z } from "zod";
import { cursorInput } from "../../operation/cursor.ts";
import { riskFactorIds } from "./risk-factors.ts";

const clientId = clientIdSchema.describe("From list_clients.");
const factor = z.enum(riskFactorIds);

/** What each action takes. */
export const riskInputs = {
  assess: z.strictObject({
    clientId,
    asOf: calendarDateSchema.optional().describe("assess: day, YYYY-MM-DD. Default today."),
  }),
  record: z.strictObject({
    clientId,
    factor: factor.describe("record: which; history: only this one."),
    status: z.enum(riskStatuses).describe("record."),
    owner: text(200).nullable().optional().describe("record: who sees to it. Absent keeps it, null clears it."),
    mitigation: text(1000).nullable().optional().describe("record: what is done; likewise."),
    dueOn: calendarDateSchema.nullable().optional().describe("record: by when; likewise."),
    expectedVersion: z.int().min(0).describe("record: version of the entry as you read it, 0 for none."),
  }),
  history: z.strictObject({
    clientId,
    factor: factor.optional(),
    limit: z.int().min(1).max(50).optional().describe("history: entries per page. Default 10."),
    cursor: cursorInput,
  }),
} as const;

export type AssessRequest = z.output<typeof riskInputs.assess>;
export type RecordRequest = z.output<typeof riskInputs.record>;
export type RiskHistoryInput = z.output<typeof riskInputs.history>;

import {
  calendarDateSchema,
  churnHorizons,
  clientIdSchema,
  healthBands,
  lifecycleStageSchema,
  segmentSchema,
} from "@cs/models";
import { z } from "zod";
import { cursorInput } from "../../operation/cursor.ts";

export const riskBands = [...healthBands, "not_scored"] as const;
const amount = z.int().min(0).optional();
// Without a default: the fields of all actions are one object.
const limit = z.int().min(1).max(100).optional().describe("Default 25.");
const cursor = cursorInput;

const filter = {
  segment: segmentSchema.optional().describe("Size."),
  lifecycleStage: lifecycleStageSchema.optional().describe("Stage."),
  bands: z.array(z.enum(riskBands)).min(1).max(riskBands.length).optional().describe("Health bands."),
  csm: z.string().max(200).optional().describe("Exact name."),
  minimumArr: amount.describe("Cents."),
  maximumArr: amount.describe("Cents."),
};
const filterInput = z.strictObject(filter);
export type RiskFilter = z.output<typeof filterInput>;

const horizonMonths = z.literal(churnHorizons).optional().describe("Decides to leave within these. Default 3.");

/** What each action takes. */
export const riskInputs = {
  rank: z.strictObject({
    ...filter,
    horizonMonths,
    limit,
    cursor,
    asOf: calendarDateSchema.optional().describe("rank: default today."),
  }),
  record: z.strictObject({ ...filter, horizonMonths, limit }),
  history: z.strictObject({
    clientId: clientIdSchema.describe("history: whose."),
    // Predictions are long: more of them are no answer that a model should read.
    limit: z.int().min(1).max(25).optional().describe("history: default 25."),
    cursor,
  }),
} as const;

export type RankInput = z.output<typeof riskInputs.rank>;
export type RecordInput = z.output<typeof riskInputs.record>;
export type HistoryInput = z.output<typeof riskInputs.history>;

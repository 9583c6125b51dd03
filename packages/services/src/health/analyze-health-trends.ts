import {
  addDays,
  calendarDateSchema,
  clientIdSchema,
  InvalidInputError,
  lifecycleStageSchema,
  segmentSchema,
} from "@cs/models";
import { z } from "zod";
import { defineOperation } from "../operation/define-operation.ts";
import { describeStudy, namedIn } from "./trends/describe-study.ts";
import { studyTrends } from "./trends/study-trends.ts";
import { trendsOutput } from "./trends/trend-output.ts";

const defaultDays = 182;

/** Reads the stored scores of a window: where they go, who moved and why. */
export const analyzeHealthTrends = defineOperation({
  name: "analyze_health_trends",
  title: "Analyse health trends",
  description:
    "Trend of stored health scores: direction with significance, forecast, band migration, furthest movers and why, " +
    "alerts, data incidents.",
  category: "health",
  effect: "read",
  input: z.strictObject({
    clientId: clientIdSchema.optional().describe("From list_clients."),
    segment: segmentSchema.optional().describe("Size."),
    lifecycleStage: lifecycleStageSchema.optional().describe("Stage."),
    csm: z.string().max(200).optional().describe("Exact name."),
    from: calendarDateSchema.optional().describe("YYYY-MM-DD. Default 26 weeks before to."),
    to: calendarDateSchema.optional().describe("Default today."),
    limit: z.int().min(1).max(10).default(5).describe("Of each list. Default 5."),
  }),
  output: trendsOutput,
  cut: {
    list: "series",
    rest: ({ series }, shown) => ({ from: series[shown]?.day }),
  },
  async run({ limit, from: first, to: last, ...scope }, { tx, today }) {
    const to = last ?? today;
    const from = first ?? addDays(to, -defaultDays);
    if (from > to) {
      throw new InvalidInputError(`from (${from}) is after to (${to}).`, { field: "from", hint: "Swap them." });
    }
    if (scope.clientId !== undefined) await tx.accounts.get(scope.clientId);
    const study = await studyTrends(tx, { ...scope, from, to }, limit);
    const names = await tx.accounts.namesOf(namedIn(study, limit));
    return { from, to, ...describeStudy(study, { names, limit }) };
  },
});

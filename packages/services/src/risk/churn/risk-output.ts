import { churnHorizons, churnModelKinds } from "@cs/models";
import { z } from "zod";
import { nextCursorOutput } from "../../operation/cursor.ts";
import { detail } from "../../operation/detail.ts";
import { briefMoneyOutput, moneyOutput } from "../../operation/money.ts";
import { riskBands } from "./risk-input.ts";

const count = z.int();
const day = z.string();
const probability = z.number().min(0).max(1).nullable();
const group = z.strictObject({ accounts: count, arr: z.array(moneyOutput) });

const evidence = z.array(
  z.strictObject({
    measure: z.string(),
    label: z.string(),
    value: z.number().nullable(),
    effect: z.number().describe("By the model: log-odds before calibration. By health: points lost."),
  }),
);

const accountOutput = z.strictObject({
  place: count,
  clientId: z.string(),
  clientName: z.string(),
  segment: detail(z.string().nullable()),
  lifecycleStage: detail(z.string().nullable()),
  csm: detail(z.string().nullable()),
  band: z.enum(riskBands),
  score: z.number().nullable(),
  scoredAsOf: detail(day.nullable()),
  arr: z.array(briefMoneyOutput),
  daysToOptOut: z.number().nullable(),
  optOutOn: detail(day.nullable()),
  optOutReason: detail(z.string().nullable()),
  logOdds: detail(z.number().nullable()),
  probability,
  reasons: z.array(z.string()),
  evidence: detail(evidence),
});
export type RiskAccount = z.infer<typeof accountOutput>;

const basisOutput = z.strictObject({
  modelId: z.string(),
  kind: z.enum(churnModelKinds),
  createdAt: z.string(),
  watchedUntil: day,
  outcomes: count.describe("Accounts with a known outcome."),
  events: count.describe("Those that decided to leave."),
  signal: z.enum(["found", "none", "unknown"]),
  auc: z.strictObject({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  untested: z.string().nullable().describe("Why no back-test could see whether its probabilities are true."),
});

const predictionOutput = z.strictObject({
  predictionId: z.string(),
  predictedAt: z.string(),
  author: z.string(),
  asOf: day,
  horizonMonths: count,
  modelId: z.string().nullable(),
  logOdds: z.number().nullable(),
  probability,
  band: z.string(),
  score: z.number().nullable(),
  daysToOptOut: z.number().nullable(),
  arr: z.array(briefMoneyOutput),
  evidence: detail(evidence),
});
export type PredictionOutput = z.infer<typeof predictionOutput>;

/** What `identify_churn_risk` answers; what an action does not give is null or empty. */
export const riskOutput = z.strictObject({
  asOf: day,
  horizonMonths: z.literal(churnHorizons).nullable(),
  rankedBy: z
    .enum(["model", "health"])
    .nullable()
    .describe("health: worst band, then opt-out deadlines in the horizon, then lowest score."),
  rankedByReason: z.string().nullable().describe("Why no model ranks."),
  probabilityReason: z.string().nullable().describe("Why there is no probability."),
  model: basisOutput.nullable(),
  totals: z
    .strictObject({
      all: group,
      atRisk: group.describe("Bands at_risk and critical."),
      optOutDue: group.describe("Opt-out deadline in the horizon."),
      expectedLeavers: z.number().nullable().describe("Sum of probabilities."),
      expectedArrLost: z.array(moneyOutput).nullable().describe("ARR times probability."),
    })
    .nullable(),
  accounts: z.array(accountOutput),
  recorded: z.strictObject({ stored: count, unchanged: count }).nullable(),
  predictions: z.array(predictionOutput),
  total: count,
  nextCursor: nextCursorOutput,
});
export type RiskAnswer = z.infer<typeof riskOutput>;

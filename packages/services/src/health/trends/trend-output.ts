import { z } from "zod";
import { detail } from "../../operation/detail.ts";
import { changeOutput } from "../outputs/change-output.ts";

const client = { clientId: z.string(), clientName: z.string() };
const score = z.number();
const bandCounts = z.strictObject({
  excellent: z.int(),
  good: z.int(),
  at_risk: z.int(),
  critical: z.int(),
  insufficient_data: z.int(),
});

const trendOutput = z.strictObject({
  direction: z.enum(["improving", "declining", "stable", "insufficient"]),
  reason: z.string().nullable().describe("Why nothing can be said."),
  points: z.int().describe("Days with a score."),
  slope: z.number().nullable().describe("Theil-Sen, points per 30 days."),
  p: z.number().nullable().describe("Mann-Kendall, two-sided; significant below 0.05."),
});

const accountTrend = z.strictObject({ ...client, slope: z.number(), p: detail(z.number()), score: detail(score) });

/** What `analyze_health_trends` answers. */
export const trendsOutput = z.strictObject({
  from: z.string(),
  to: z.string(),
  accounts: z.int().describe("Accounts with a stored score in the window."),
  scorecards: detail(z.array(z.string())).describe(
    "Versions in the window; more than one: scores are not fully comparable.",
  ),
  trend: trendOutput.describe("Of the client's score, or of the mean score."),
  forecast: z
    .strictObject({
      day: z.string().nullable(),
      value: score.nullable(),
      low: score.nullable(),
      high: score.nullable(),
      level: z.number(),
      reason: z.string().nullable(),
    })
    .describe("If the line goes on for 30 days; a new score lies between low and high with probability level."),
  series: detail(z.array(z.strictObject({ day: z.string(), score, accounts: z.int() }))),
  partialDays: detail(z.int()).describe("Days left out of the mean because only some accounts were scored."),
  migration: detail(
    z.strictObject({
      excellent: bandCounts,
      good: bandCounts,
      at_risk: bandCounts,
      critical: bandCounts,
      insufficient_data: bandCounts,
    }),
  ).describe("Accounts by band at the start, then at the end of the window."),
  movers: z
    .array(z.strictObject({ ...client, to: z.string(), change: changeOutput }))
    .describe("Furthest movers and why."),
  declining: z.strictObject({ total: z.int(), clients: z.array(accountTrend) }),
  improving: z.strictObject({ total: z.int(), clients: z.array(accountTrend) }),
  tested: detail(z.int()).describe(
    "Accounts with enough days for a test; about 5 % of them look significant by chance.",
  ),
  alerts: z
    .strictObject({
      total: z.int(),
      latest: z.array(
        z.strictObject({
          ...client,
          day: z.string(),
          kind: z.string(),
          score,
          band: z.string(),
          before: z.strictObject({ score, band: z.string() }).nullable(),
        }),
      ),
    })
    .describe("Drops that held on two scored days in a row, latest first."),
  incidents: z
    .array(z.strictObject({ day: z.string(), compared: detail(z.int()), moved: z.int(), heldBack: detail(z.int()) }))
    .describe("Days on which more than 15 % of accounts moved over 5 points: suspect the data. Their alerts wait."),
});
export type TrendsAnswer = z.infer<typeof trendsOutput>;

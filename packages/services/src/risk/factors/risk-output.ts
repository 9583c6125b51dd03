import { riskLevels, riskStatuses } from "@cs/models";
import { z } from "zod";
import { nextCursorOutput } from "../../operation/cursor.ts";
import { detail } from "../../operation/detail.ts";
import { riskFamilies } from "./risk-factor.ts";

const level = z.enum(riskLevels);
const value = z.number().nullable();

const entryOutput = z.strictObject({
  factor: z.string(),
  version: z.int(),
  status: z.enum(riskStatuses),
  owner: z.string().nullable(),
  mitigation: z.string().nullable(),
  dueOn: z.string().nullable(),
  level: level.describe("When it was recorded."),
  value: detail(value),
  asOf: detail(z.string()),
  author: detail(z.string()),
  recordedAt: detail(z.string()),
});

/** What `score_risk_factors` answers. */
export const riskOutput = z.strictObject({
  clientId: z.string(),
  asOf: z.string().nullable().describe("Null of history."),
  levels: z
    .strictObject({ high: z.int(), medium: z.int(), unknown: z.int(), low: z.int() })
    .nullable()
    .describe("Factors of assess by level."),
  factors: z
    .array(
      z.strictObject({
        factor: z.string(),
        level,
        value,
        reason: z.string().nullable().describe("Why it is unknown."),
        before: value.describe("91 days earlier."),
        peers: value.describe("Median of other customers, of the same segment where it has 5."),
        family: detail(z.enum(riskFamilies)),
        label: detail(z.string()),
        unit: detail(z.string()),
        limits: detail(z.string()),
        sources: detail(z.array(z.string())).describe("Kinds of fact it is seen in."),
        observedOn: detail(z.string().nullable()).describe("The day the value speaks for."),
        beforeOn: detail(z.string()),
        beforeReason: detail(z.string().nullable()),
        peerGroup: detail(z.enum(["segment", "all"]).nullable()),
        peerAccounts: detail(z.int()),
        peersReason: detail(z.string().nullable()),
      }),
    )
    .nullable()
    .describe("Of assess, worst first."),
  entries: z
    .array(entryOutput)
    .describe("assess: the register as it stands; record: the new entry; history: versions, newest first."),
  nextCursor: nextCursorOutput,
  total: z.int().describe("Versions in the register of this client, or of the factor asked for."),
});
export type RiskAnswer = z.infer<typeof riskOutput>;

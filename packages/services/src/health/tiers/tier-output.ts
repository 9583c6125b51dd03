import { touchModels } from "@cs/models";
import { z } from "zod";
import { nextCursorOutput } from "../../operation/cursor.ts";
import { moneyOutput } from "../../operation/money.ts";

const count = z.int();
const tier = z.enum(touchModels);
const amount = z.strictObject({ value: moneyOutput.nullable(), reason: z.string().nullable() });

const modelOutput = z.strictObject({
  segmentId: z.string().nullable().describe("Null in a preview before the first run."),
  version: count.nullable().describe("Null for a model that is not stored."),
  potentialWeight: z.number(),
  tiers: z.array(
    z.strictObject({
      tier,
      minimumValue: count.nullable(),
      capacity: count.nullable(),
      accountsPerCsm: count.nullable(),
    }),
  ),
});

/** What `segment_by_value_tier` answers. */
export const tiersOutput = z.strictObject({
  model: modelOutput.nullable().describe("Null before the first run."),
  asOf: z.string().nullable(),
  comparedWith: z.string().nullable().describe("Day of the run before."),
  customers: count,
  undecided: count.describe("Accounts in no tier because their ARR is not known."),
  missing: z.array(z.strictObject({ fact: z.string(), reason: z.string(), accounts: count })),
  potentialUnknown: count.describe("Accounts in a tier that are valued by ARR alone, as their potential is not known."),
  clv: z.strictObject({ value: z.null(), reason: z.string() }),
  tiers: z.array(
    z.strictObject({
      tier,
      accounts: count,
      arr: z.array(moneyOutput),
      full: z.boolean(),
      withoutCsm: count,
      csmsNeeded: count.nullable().describe("Null where accounts take no time of a CSM."),
    }),
  ),
  moves: z
    .array(z.strictObject({ from: z.string().nullable(), to: z.string().nullable(), accounts: count }))
    .describe("Since the run before; null is no tier."),
  csms: z.array(
    z.strictObject({
      csm: z.string(),
      accounts: count,
      byTier: z.record(z.string(), count),
      load: z.number().describe("1 when full."),
    }),
  ),
  csmTotal: count,
  accounts: z.array(
    z.strictObject({
      clientId: z.string(),
      clientName: z.string(),
      tier: z.string(),
      previousTier: z.string().nullable(),
      since: z.string(),
      csm: z.string().nullable(),
      value: amount.describe("As of today."),
      potential: amount,
    }),
  ),
  total: count.nullable(),
  nextCursor: nextCursorOutput,
});
export type TiersAnswer = z.infer<typeof tiersOutput>;

/** An answer before the first run. */
export const noTiers: TiersAnswer = {
  model: null,
  asOf: null,
  comparedWith: null,
  customers: 0,
  undecided: 0,
  missing: [],
  potentialUnknown: 0,
  clv: { value: null, reason: "margin and churn are not recorded" },
  tiers: [],
  moves: [],
  csms: [],
  csmTotal: 0,
  accounts: [],
  total: null,
  nextCursor: null,
};

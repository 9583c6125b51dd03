import { segmentMethods } from "@cs/models";
import { z } from "zod";
import { nextCursorOutput } from "../../operation/cursor.ts";
import { detail } from "../../operation/detail.ts";
import { briefMoneyOutput } from "../../operation/money.ts";

const count = z.int();
const day = z.string();

const segmentOutput = z.strictObject({
  segmentId: z.string(),
  name: z.string(),
  version: z.int(),
  definition: z.record(z.string(), z.unknown()),
  definedBy: detail(z.string()),
  definedAt: detail(z.string()),
});

const evaluationOutput = z.strictObject({
  asOf: day,
  comparedWith: day.nullable().describe("Day of the evaluation before; null at the first of a version."),
  customers: count.describe("Customers of the day; former ones are in no segment."),
  members: count,
  groups: z.array(
    z.strictObject({
      group: z.string(),
      accounts: count,
      arr: z.array(briefMoneyOutput),
      entered: count.nullable(),
      left: count.nullable(),
      profile: z.record(z.string(), z.number()).describe("Means of what the groups are made from."),
    }),
  ),
  undecided: count.describe("Accounts in no group because of facts that are not known."),
  missing: z.array(z.strictObject({ fact: z.string(), reason: z.string(), accounts: count })),
  explained: z.number().nullable().describe("k_means: share of the variance between clusters."),
  oldestScore: day.nullable().describe("Score and measures are those of the newest score of each account."),
  overlap: z
    .array(
      z.strictObject({
        segmentId: z.string(),
        name: z.string(),
        group: z.string(),
        shared: count.describe("Accounts in both."),
        of: count.describe("Accounts in the other."),
      }),
    )
    .describe("Groups of other segments with most of the same accounts."),
});
export type EvaluationOutput = z.infer<typeof evaluationOutput>;

const memberOutput = z.strictObject({
  clientId: z.string(),
  clientName: z.string(),
  group: z.string(),
  previousGroup: detail(z.string().nullable()),
  enteredOn: detail(day),
  leftOn: detail(day.nullable()),
  arr: z.array(briefMoneyOutput).nullable().describe("Null when it is no customer any more."),
  csm: detail(z.string().nullable()),
  segment: detail(z.string().nullable()),
  lifecycleStage: detail(z.string().nullable()),
  planTier: detail(z.string().nullable()),
  renewalDate: detail(day.nullable()),
  band: detail(z.string().nullable()),
  score: detail(z.number().nullable()),
});
export type MemberOutput = z.infer<typeof memberOutput>;

/** What `segment_customers` answers; what an action does not give is null or empty. */
export const segmentsOutput = z.strictObject({
  segments: z.array(
    z.strictObject({
      segmentId: z.string(),
      name: z.string(),
      version: z.int(),
      method: z.enum(segmentMethods),
      asOf: day.nullable(),
      members: count.nullable(),
    }),
  ),
  segment: segmentOutput.nullable(),
  evaluation: evaluationOutput.nullable(),
  members: z.array(memberOutput),
  total: count.nullable().describe("Of all pages."),
  nextCursor: nextCursorOutput,
});
export type SegmentsAnswer = z.infer<typeof segmentsOutput>;

/** An answer that gives nothing yet. */
export const nothing: SegmentsAnswer = {
  segments: [],
  segment: null,
  evaluation: null,
  members: [],
  total: null,
  nextCursor: null,
};

import { calendarDateSchema, clientIdSchema, scoreBands } from "@cs/models";
import { z } from "zod";

const extras = ["change", "reach", "sensitivity"] as const;
const clientIds = z
  .array(clientIdSchema)
  .min(1)
  .max(50)
  .describe("1 to 50 ids from list_clients; override: exactly 1.");
const oneClient = z.array(clientIdSchema).length(1).describe("Exactly one client id.");
const reason = z.string().trim().min(1).max(500).describe("override, end_override: why; audited.");
const scorecardId = z.string().max(60).optional().describe("Another scorecard than the one in force.");
const asOf = calendarDateSchema.optional().describe("Day to score, YYYY-MM-DD. Default today.");

/** What each action takes. */
export const actionInputs = {
  score: z.strictObject({
    clientIds,
    scorecardId,
    asOf,
    include: z
      .array(z.enum(extras))
      .max(extras.length)
      .optional()
      .describe("change: why it moved; reach: a better band; sensitivity: what it hangs on."),
    since: calendarDateSchema.optional().describe("change: compare with this day. Default the score before."),
    targetBand: z.enum(scoreBands).optional().describe("reach: default the next better."),
  }),
  what_if: z.strictObject({
    clientIds,
    scorecardId,
    asOf,
    whatIf: z.record(z.string(), z.number()).describe('what_if: values by measure, as {"usage_trend": 0.1}.'),
  }),
  override: z.strictObject({
    clientIds: oneClient,
    overrideScore: z.number().min(0).max(100).describe("override: the score that holds."),
    reason,
    expiresOn: calendarDateSchema.describe("override: first day it no longer holds."),
  }),
  end_override: z.strictObject({ clientIds: oneClient, reason }),
  replay: z.strictObject({ snapshotId: z.string().max(60).describe("replay: which stored score.") }),
} as const;

export type ScoreRequest = z.output<typeof actionInputs.score>;
export type WhatIfRequest = z.output<typeof actionInputs.what_if>;
export type OverrideRequest = z.output<typeof actionInputs.override>;
export type EndOverrideRequest = z.output<typeof actionInputs.end_override>;

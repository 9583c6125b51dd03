import { calendarDateSchema, clientIdSchema, scoreBands } from "@cs/models";
import { z } from "zod";

const extras = ["change", "reach", "sensitivity"] as const;
const clientIds = z.array(clientIdSchema).min(1).max(50).describe("1-50, from list_clients; override: 1.");
const oneClient = z.array(clientIdSchema).length(1).describe("Exactly one client id.");
const reason = z.string().trim().min(1).max(500).describe("override, end_override: why.");
const scorecardId = z.string().max(60).optional().describe("Default in force.");
const asOf = calendarDateSchema.optional().describe("Default today.");

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
      .describe("change: why it moved; sensitivity: what it hangs on."),
    since: calendarDateSchema.optional().describe("change: from this day. Default the score before."),
    targetBand: z.enum(scoreBands).optional().describe("reach: default the next."),
  }),
  what_if: z.strictObject({
    clientIds,
    scorecardId,
    asOf,
    whatIf: z.record(z.string(), z.number()).describe('what_if: by measure, as {"usage_trend":0.1}.'),
  }),
  override: z.strictObject({
    clientIds: oneClient,
    overrideScore: z.number().min(0).max(100).describe("override."),
    reason,
    expiresOn: calendarDateSchema.describe("override: over from this day."),
  }),
  end_override: z.strictObject({ clientIds: oneClient, reason }),
  replay: z.strictObject({ snapshotId: z.string().max(60).describe("replay: which.") }),
} as const;

export type ScoreRequest = z.output<typeof actionInputs.score>;
export type WhatIfRequest = z.output<typeof actionInputs.what_if>;
export type OverrideRequest = z.output<typeof actionInputs.override>;
export type EndOverrideRequest = z.output<typeof actionInputs.end_override>;

import { calendarDateSchema, clientIdSchema, scoreBands } from "@cs/models";
import { z } from "zod";

const extras = ["change", "reach", "sensitivity"] as const;
const clientIds = z.array(clientIdSchema).min(1).max(50).describe("1 to 50 client ids, from list_clients.");
const oneClient = z.array(clientIdSchema).length(1).describe("Exactly one client id.");
const reason = z.string().trim().min(1).max(500).describe("override, end_override: why; kept in the audit log.");

/** What each action needs. */
export const actionInputs = {
  score: z.strictObject({
    clientIds,
    scorecardId: z.string().max(60).optional().describe("Another scorecard than the one in force."),
    asOf: calendarDateSchema.optional().describe("Day to score, YYYY-MM-DD; later facts are ignored. Default today."),
    whatIf: z
      .record(z.string(), z.number())
      .optional()
      .describe('Assumed values by measure, as {"usage_trend": 0.1}. Nothing is stored.'),
    include: z
      .array(z.enum(extras))
      .max(extras.length)
      .optional()
      .describe("change: why the score moved; reach: what would bring a better band; sensitivity: what it hangs on."),
    since: calendarDateSchema.optional().describe("change: against the score of this day. Default the one before."),
    targetBand: z.enum(scoreBands).optional().describe("reach: this band. Default the next better one."),
  }),
  override: z.strictObject({
    clientIds: oneClient,
    overrideScore: z.number().min(0).max(100).describe("override: the score that holds instead."),
    reason,
    expiresOn: calendarDateSchema.describe("override: first day on which it no longer holds."),
  }),
  end_override: z.strictObject({ clientIds: oneClient, reason }),
  replay: z.strictObject({ snapshotId: z.string().max(60).describe("replay: the stored score to compute again.") }),
} as const;

export type ScoreRequest = z.output<typeof actionInputs.score>;
export type OverrideRequest = z.output<typeof actionInputs.override>;
export type EndOverrideRequest = z.output<typeof actionInputs.end_override>;

export const actions = ["score", "override", "end_override", "replay"] as const;

/** All of it as one flat object; which fields belong to which action is checked when it runs. */
export const calculateInput = z.strictObject({
  action: z
    .enum(actions)
    .default("score")
    .describe(
      "score; override or end_override: a person's judgement for a time; replay: compute a stored score again.",
    ),
  ...actionInputs.replay.partial().shape,
  ...actionInputs.override.partial().shape,
  ...actionInputs.score.partial().shape,
});

import { z } from "zod";
import { defineAction, defineActions } from "../operation/define-actions.ts";
import { assumeScores } from "./calculate/assume-scores.ts";
import { actionInputs } from "./calculate/calculate-input.ts";
import { clientScoreOutput } from "./calculate/client-score-output.ts";
import { endOverride, overrideScore } from "./calculate/override-score.ts";
import { replayOutput, replaySnapshot } from "./calculate/replay-snapshot.ts";
import { scoreClients } from "./calculate/score-clients.ts";

/** Scores accounts on a day and stores what it found, or answers what would be. */
export const calculateHealthScore = defineActions({
  name: "calculate_health_score",
  title: "Calculate health scores",
  description: "Scores accounts and explains each score: contributions, caps, coverage, missing data.",
  category: "health",
  action:
    "score stores snapshots; what_if assumes values; override: a person's judgement for a time; replay: a stored score " +
    "again.",
  output: z.strictObject({
    results: z.array(clientScoreOutput).describe("The scores, after an override too; empty for replay."),
    replay: replayOutput.nullable(),
  }),
  cut: {
    list: "results",
    rest: ({ results }, shown) => ({ clientIds: results.slice(shown).map(({ clientId }) => clientId) }),
  },
  actions: {
    score: defineAction({
      effect: "write",
      input: actionInputs.score,
      run: async (request, context) => ({ results: await scoreClients(request, context), replay: null }),
    }),
    what_if: defineAction({
      effect: "read",
      input: actionInputs.what_if,
      run: async (request, context) => ({ results: await assumeScores(request, context), replay: null }),
    }),
    override: defineAction({
      effect: "write",
      input: actionInputs.override,
      async run({ clientIds, ...judgement }, context) {
        await overrideScore({ clientIds, ...judgement }, context);
        return { results: await scoreClients({ clientIds }, context), replay: null };
      },
    }),
    end_override: defineAction({
      effect: "write",
      input: actionInputs.end_override,
      async run({ clientIds, reason }, context) {
        await endOverride({ clientIds, reason }, context);
        return { results: await scoreClients({ clientIds }, context), replay: null };
      },
    }),
    replay: defineAction({
      effect: "read",
      input: actionInputs.replay,
      run: async ({ snapshotId }, { tx }) => ({ results: [], replay: await replaySnapshot(tx, snapshotId) }),
    }),
  },
});

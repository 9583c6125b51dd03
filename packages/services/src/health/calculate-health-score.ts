import { z } from "zod";
import { defineOperation } from "../operation/define-operation.ts";
import { parseInput } from "../operation/parse-input.ts";
import { actionInputs, calculateInput } from "./calculate/calculate-input.ts";
import { endOverride, overrideScore } from "./calculate/override-score.ts";
import { replayOutput, replaySnapshot } from "./calculate/replay-snapshot.ts";
import { clientScoreOutput, scoreClients } from "./calculate/score-clients.ts";

/** Scores accounts on a day and stores what it found, unless asked a what-if question. */
export const calculateHealthScore = defineOperation({
  name: "calculate_health_score",
  title: "Calculate health scores",
  description:
    "Scores accounts from their stored facts and explains each score: contributions, caps, coverage, missing data. " +
    "Stores an immutable snapshot; with whatIf it only answers. Can also set or end a person's override, or replay a snapshot.",
  category: "health",
  effect: "write",
  actionScopes: { replay: "cs:read" },
  input: calculateInput,
  output: z.strictObject({
    results: z.array(clientScoreOutput).describe("The scores, after an override too; empty for replay."),
    replay: replayOutput.nullable(),
  }),
  async run({ action, ...input }, { tx, tenant, today, now, actor, requestId }) {
    const day = { today, tenant, now };
    const by = { today, actor, requestId };
    switch (action) {
      case "score":
        return { results: await scoreClients(tx, parseInput(actionInputs.score, input), day), replay: null };
      case "override": {
        const request = parseInput(actionInputs.override, input);
        await overrideScore(tx, request, by);
        return { results: await scoreClients(tx, { clientIds: request.clientIds }, day), replay: null };
      }
      case "end_override": {
        const request = parseInput(actionInputs.end_override, input);
        await endOverride(tx, request, by);
        return { results: await scoreClients(tx, { clientIds: request.clientIds }, day), replay: null };
      }
      case "replay": {
        const { snapshotId } = parseInput(actionInputs.replay, input);
        return { results: [], replay: await replaySnapshot(tx, snapshotId) };
      }
    }
  },
});

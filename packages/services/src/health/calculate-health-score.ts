import { calendarDateSchema, clientIdSchema, InvalidInputError, NotFoundError, type Scorecard } from "@cs/models";
import { z } from "zod";
import { defineOperation } from "../operation/define-operation.ts";
import { suggest } from "../operation/suggest.ts";
import { chooseScorecard } from "./active-scorecard.ts";
import { describeHealth, healthOutput } from "./health-output.ts";
import { scoreAccounts } from "./score-accounts.ts";

/** Scores accounts on a day and stores what it found, unless asked a what-if question. */
export const calculateHealthScore = defineOperation({
  name: "calculate_health_score",
  title: "Calculate health scores",
  description:
    "Scores accounts from their stored facts and explains each score: contributions, caps, coverage, missing data. " +
    "Stores an immutable snapshot; with whatIf it only answers.",
  category: "health",
  effect: "write",
  input: z.strictObject({
    clientIds: z.array(clientIdSchema).min(1).max(50).describe("1 to 50 client ids, from list_clients."),
    scorecardId: z.string().max(60).optional().describe("Another scorecard than the one in force."),
    asOf: calendarDateSchema.optional().describe("Day to score, YYYY-MM-DD; later facts are ignored. Default today."),
    whatIf: z
      .record(z.string(), z.number())
      .optional()
      .describe('Assumed values by measure, as {"usage_trend": 0.1}. Nothing is stored.'),
  }),
  output: z.strictObject({
    results: z.array(
      healthOutput.extend({
        clientId: z.string(),
        snapshotId: z.string().nullable().describe("Null for a what-if question."),
      }),
    ),
  }),
  async run({ clientIds, scorecardId, asOf: day, whatIf }, { tx, tenant, today }) {
    const ids = [...new Set(clientIds)];
    const asOf = day ?? today;
    const unknown = await tx.accounts.unknownIds(ids);
    if (unknown.length > 0) {
      throw new NotFoundError(`There is no client ${unknown.map((id) => JSON.stringify(id)).join(", ")}.`, {
        field: "clientIds",
        hint: "Find the ids with list_clients. Nothing was scored.",
      });
    }
    const scorecard = await chooseScorecard(tx, scorecardId);
    if (whatIf) refuseUnknownMeasures(whatIf, scorecard);
    const facts = await tx.queries.accountFacts({ clientIds: ids, asOf, timeZone: tenant.timeZone });
    const scores = scoreAccounts(facts, scorecard, whatIf);
    const stored = whatIf ? [] : await tx.snapshots.record(scores);
    const snapshotIds = new Map(stored.map((snapshot) => [snapshot.clientId, snapshot.snapshotId]));
    return {
      results: scores.map(({ clientId, score }) => ({
        clientId,
        snapshotId: snapshotIds.get(clientId) ?? null,
        ...describeHealth(score),
      })),
    };
  },
});

function refuseUnknownMeasures(whatIf: Readonly<Record<string, number>>, scorecard: Scorecard): void {
  const scored = scorecard.groups.flatMap((group) => group.measures.map((each) => each.measure));
  const capped = scorecard.caps.flatMap((cap) => cap.when.map((condition) => condition.measure));
  const known = [...new Set([...scored, ...capped])];
  const unknown = Object.keys(whatIf).find((measure) => !known.includes(measure));
  if (unknown === undefined) return;
  const near = suggest(unknown, known);
  throw new InvalidInputError(`Scorecard ${scorecard.id} has no measure "${unknown.slice(0, 60)}".`, {
    field: `whatIf.${unknown.slice(0, 60)}`,
    hint: near ? `Did you mean "${near}"?` : `Its measures: ${known.join(", ")}.`,
  });
}

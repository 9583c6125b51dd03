import { whatIf } from "@cs/health-engine";
import { InvalidInputError, type Scorecard } from "@cs/models";
import type { OperationContext } from "../../operation/operation.ts";
import { suggest } from "../../operation/suggest.ts";
import { describeChange } from "../outputs/change-output.ts";
import { describeHealth } from "../outputs/health-output.ts";
import { loadScorings, scoreInputOf } from "../scoring/scoring.ts";
import type { WhatIfRequest } from "./calculate-input.ts";
import type { ClientScore } from "./client-score-output.ts";
import { requireClients } from "./require-clients.ts";

/** Scores clients as if measures had other values, and says what that changes. */
export async function assumeScores(
  { clientIds: given, whatIf: assumed, asOf, scorecardId }: WhatIfRequest,
  { tx, tenant, today }: OperationContext<"read">,
): Promise<ClientScore[]> {
  const clientIds = [...new Set(given)];
  await requireClients(tx, clientIds);
  const { timeZone } = tenant;
  const scorings = await loadScorings(tx, { clientIds, asOf: asOf ?? today, timeZone, scorecardId });
  for (const { scorecard } of scorings) refuseUnknownMeasures(assumed, scorecard.scorecard);
  return scorings.map(({ clientId, facts, scorecard, inputs }) => {
    const now = { scorecard: scorecard.scorecard, ...scoreInputOf(inputs, facts.asOf) };
    const assumption = whatIf(now, assumed);
    const change = describeChange(assumption.change, assumption);
    return { clientId, snapshotId: null, ...describeHealth(assumption.after), change };
  });
}

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

import {
  type AccountFacts,
  type CalendarDate,
  type ChurnRiskIdentified,
  churnRiskIdentifiedSchema,
  type ExternalRef,
  type HealthSnapshot,
  optOutDeadline,
} from "@cs/models";
import { labelOf, lossesOf } from "../../health/outputs/reasons.ts";
import { arrByCurrency, runningOn } from "../../health/scoring/running-lines.ts";
import type { Scoring } from "../../health/scoring/scoring.ts";

const mostReasons = 5;

/** What other servers are told of an account at risk, all of it from stored facts. */
export function describeRisk(
  { facts, inputs }: Scoring,
  snapshot: HealthSnapshot,
  externalRefs: readonly ExternalRef[],
): ChurnRiskIdentified {
  const { clientId, snapshotId, asOf, score, band } = snapshot;
  return churnRiskIdentifiedSchema.parse({
    clientId,
    externalRefs,
    asOf,
    snapshotId,
    score,
    band,
    previousBand: inputs.previousBand,
    reasons: lossesOf(snapshot)
      .slice(0, mostReasons)
      .map(({ contribution: { measure, value }, lost }) => ({
        measure,
        label: labelOf(measure),
        value,
        lostPoints: lost,
      })),
    caps: snapshot.capsFired.map(({ label, maximum }) => ({ label, maximum })),
    arr: arrOf(facts),
    optOutDeadline: nextDeadline(facts),
  });
}

function arrOf({ subscriptions, asOf }: AccountFacts): ChurnRiskIdentified["arr"] {
  if (subscriptions.length === 0) return null;
  return Object.entries(arrByCurrency(runningOn(subscriptions, asOf)))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amount]) => ({ currency, amount }));
}

function nextDeadline({ contracts, asOf }: AccountFacts): CalendarDate | null {
  const deadlines = runningOn(contracts, asOf).flatMap((contract) => optOutDeadline(contract) ?? []);
  return deadlines.filter((deadline) => deadline >= asOf).toSorted()[0] ?? null;
}

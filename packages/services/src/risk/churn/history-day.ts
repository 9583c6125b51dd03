import { type CompiledScorecard, measureIds, observe, score } from "@cs/health-engine";
import type { AccountFacts, CalendarDate, Currency } from "@cs/models";
import type { Snapshot } from "@cs/prediction";
import { isCustomer } from "../../health/scoring/is-customer.ts";
import { arrByCurrency, runningOn } from "../../health/scoring/running-lines.ts";
import { featureRow, healthScoreFeature } from "./model-features.ts";

/**
 * Whether the account is known to be a customer on the day, and has not decided to leave. One that comes back is undecided
 * again.
 */
export function isUndecided(facts: AccountFacts, decisions: readonly CalendarDate[]): boolean {
  const terms = [...facts.subscriptions, ...facts.contracts];
  if (!isCustomer(facts) || (terms.length === 0 && facts.customerSince === null)) return false;
  const decided = decisions
    .filter((day) => day < facts.asOf)
    .sort()
    .at(-1);
  if (decided === undefined) return true;
  return terms.some(({ startDate }) => startDate > decided);
}

/**
 * What was known of an account on a day: its measures, and the score that they give under the scorecard, without what
 * people had set in its place.
 */
export function snapshotOf(facts: AccountFacts, scorecard: CompiledScorecard, currency: Currency): Snapshot {
  const { clientId, asOf } = facts;
  const observations = observe(facts);
  const health = score({ scorecard, observations, asOf });
  return {
    account: clientId,
    asOf,
    features: { ...featureRow(observations, measureIds), [healthScoreFeature]: health.score },
    arr: arrByCurrency(runningOn(facts.subscriptions, asOf))[currency] ?? 0,
    newestFact: newestFact(facts),
  };
}

/** The newest day that the facts name as past, so that a back-test can refuse what nobody knew. */
function newestFact({
  usage,
  tickets,
  surveys,
  invoices,
  subscriptions,
  contracts,
}: AccountFacts): CalendarDate | null {
  const days = [
    usage.lastDay,
    ...usage.days.map(({ day }) => day),
    ...tickets.flatMap(({ createdOn, solvedOn }) => [createdOn, solvedOn]),
    ...surveys.map(({ respondedOn }) => respondedOn),
    ...invoices.map(({ paidOn }) => paidOn),
    ...[...subscriptions, ...contracts].map(({ startDate }) => startDate),
  ].filter((day) => day !== null);
  return days.sort().at(-1) ?? null;
}

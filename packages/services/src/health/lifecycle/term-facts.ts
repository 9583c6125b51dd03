import { feedGap } from "@cs/health-engine";
import { type AccountFacts, type ChurnFactRow, known, type Reading, unknown } from "@cs/models";
import { runningOn } from "../scoring/running-lines.ts";

/** What the terms of an account say besides the measures of its health. */
export const termFacts = {
  running_terms: { label: "Running contracts and subscriptions", read: runningTerms },
  churns_in_effect: { label: "Churn in effect", read: churnsInEffect },
} as const satisfies Record<string, { readonly label: string; readonly read: (facts: AccountFacts) => Reading }>;
export type TermFact = keyof typeof termFacts;

/** Contracts and subscriptions that run on the day. That there are none is known only where either is delivered. */
function runningTerms(facts: AccountFacts): Reading {
  const terms = [...facts.subscriptions, ...facts.contracts];
  if (terms.length === 0) return unknown("no contract and no subscription was ever recorded");
  const running = runningOn(terms, facts.asOf).length;
  const gap = feedGap(facts, { needs: ["subscriptions"], windowDays: null });
  const silent = gap !== null && feedGap(facts, { needs: ["contracts"], windowDays: null }) !== null;
  return running === 0 && silent ? unknown(gap) : known(running);
}

/** Losses of the whole account that have taken effect by the day. */
function churnsInEffect(facts: AccountFacts): Reading {
  const lost = facts.churnEvents.filter(
    (event) => isWhole(event) && event.effectiveDate !== null && event.effectiveDate <= facts.asOf,
  );
  const gap = feedGap(facts, { needs: ["churnEvents"], windowDays: null });
  // What was recorded is known, also when nobody says that it is everything.
  return lost.length === 0 && gap !== null ? unknown(gap) : known(lost.length);
}

function isWhole({ type }: ChurnFactRow): boolean {
  return type === null || type === "full" || type === "non_renewal" || type === "involuntary";
}

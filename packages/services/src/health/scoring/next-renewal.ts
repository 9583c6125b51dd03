import { type AccountFacts, type CalendarDate, daysBetween, optOutDeadline } from "@cs/models";
import { runningOn } from "./running-lines.ts";

/** The next end of a term, and by when notice would be in time. */
export interface NextRenewal {
  readonly date: CalendarDate;
  readonly optOutDeadline: CalendarDate | null;
  readonly daysToOptOut: number | null;
  readonly autoRenew: boolean | null;
}

/** The contract that ends next after the day, else the subscription; null when no end is known. */
export function nextRenewal(facts: AccountFacts, asOf: CalendarDate): NextRenewal | null {
  const terms = facts.contracts.flatMap((contract) =>
    contract.endDate !== null && contract.endDate > asOf ? [{ ...contract, endDate: contract.endDate }] : [],
  );
  const ends = runningOn(facts.subscriptions, asOf).flatMap((line) =>
    line.endDate === null ? [] : [{ endDate: line.endDate, noticeDays: null, autoRenew: line.autoRenew }],
  );
  const [next] = (terms.length > 0 ? terms : ends).toSorted((a, b) => (a.endDate < b.endDate ? -1 : 1));
  if (!next) return null;
  const deadline = optOutDeadline(next);
  return {
    date: next.endDate,
    optOutDeadline: deadline,
    daysToOptOut: deadline === null ? null : daysBetween(asOf, deadline),
    autoRenew: next.autoRenew,
  };
}

/** How one renewal went, over all customers who were watched when they came to it. */
export interface RenewalCount {
  readonly atRisk: number;
  /** Of these, how many did not renew. */
  readonly lost: number;
}

/** The renewals of one customer that were watched. */
export interface WatchedRenewals {
  /** Number of the first one that was watched, from 1 on. */
  readonly first: number;
  /** Number of the last one; below `first` when none was watched. */
  readonly last: number;
  /** Whether the last one was the loss of the customer. */
  readonly lost: boolean;
}

/**
 * Adds up renewals by their number. Customers may come under watch late and may have renewals still before them: each
 * counts at those renewals only at which it was watched, as in a life table.
 */
export function renewalCounts(customers: readonly WatchedRenewals[]): RenewalCount[] {
  const renewals = customers.reduce((most, { first, last }) => Math.max(most, last >= first ? last : 0), 0);
  const counts = Array.from({ length: renewals }, () => ({ atRisk: 0, lost: 0 }));
  for (const { first, last, lost } of customers) {
    for (let renewal = first; renewal <= last; renewal++) {
      const count = counts[renewal - 1];
      if (!count) continue;
      count.atRisk += 1;
      if (lost && renewal === last) count.lost += 1;
    }
  }
  return counts;
}

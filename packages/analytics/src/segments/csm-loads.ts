/** An account that somebody looks after. */
export interface CoveredAccount {
  readonly csm: string;
  readonly tier: string;
}

/** What one customer success manager looks after. */
export interface CsmLoad {
  readonly csm: string;
  readonly accounts: number;
  readonly byTier: Readonly<Record<string, number>>;
  /** 1 when full: accounts of each tier divided by how many fill a manager. Tiers without a number take no time. */
  readonly load: number;
}

/** Loads, the fullest first. `perCsm` says by tier how many of its accounts fill a manager. */
export function csmLoads(accounts: readonly CoveredAccount[], perCsm: ReadonlyMap<string, number>): CsmLoad[] {
  const loads = [...Map.groupBy(accounts, ({ csm }) => csm)].map(([csm, own]) => {
    const tiers = [...Map.groupBy(own, ({ tier }) => tier)].map(([tier, { length }]) => ({ tier, count: length }));
    const load = tiers.reduce(
      (sum, { tier, count }) => sum + count / (perCsm.get(tier) ?? Number.POSITIVE_INFINITY),
      0,
    );
    const byTier = Object.fromEntries(tiers.map(({ tier, count }) => [tier, count]));
    return { csm, accounts: own.length, byTier, load };
  });
  return loads.toSorted((a, b) => b.load - a.load || b.accounts - a.accounts || (a.csm < b.csm ? -1 : 1));
}

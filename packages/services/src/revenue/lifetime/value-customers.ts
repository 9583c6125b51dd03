import type { Currency } from "@cs/models";
import { renewingValue, type ShiftedBetaGeometric } from "@cs/prediction";

/** Customers of one currency with the same number of renewals behind them. */
export interface RenewedGroup {
  readonly renewals: number;
  readonly accounts: number;
  /** Of all of them, in minor units. */
  readonly arr: number;
}

/** What the value is computed with. */
export interface ValueTerms {
  /** Share of revenue that is profit, 0-1. */
  readonly margin: number;
  /** Per year. */
  readonly discount: number;
  /** Yearly growth of the revenue of who stays. */
  readonly growth: number;
  /** Added to the retention at every renewal. */
  readonly retentionChange: number;
}

/** A customer of today as lifetime value sees it. */
export interface PayingCustomer {
  readonly renewals: number;
  readonly arrByCurrency: Readonly<Record<Currency, number>>;
}

/** Customers by currency and by how often they have renewed; who pays nothing in a currency is not in it. */
export function groupsByCurrency(customers: readonly PayingCustomer[]): Map<Currency, RenewedGroup[]> {
  const lines = customers.flatMap(({ renewals, arrByCurrency }) =>
    Object.entries(arrByCurrency).map(([currency, arr]) => ({ currency, renewals, arr })),
  );
  const byCurrency = [...Map.groupBy(lines, ({ currency }) => currency)].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(
    byCurrency.map(([currency, own]) => [
      currency,
      [...Map.groupBy(own, ({ renewals }) => renewals)].map(([renewals, group]) => ({
        renewals,
        accounts: group.length,
        arr: group.reduce((sum, { arr }) => sum + arr, 0),
      })),
    ]),
  );
}

/**
 * What the customers are still expected to bring from their next renewal on, in minor units; null where growth is not
 * below the discount.
 */
export function customersValue(
  groups: readonly RenewedGroup[],
  model: ShiftedBetaGeometric,
  { margin, discount, growth, retentionChange }: ValueTerms,
): number | null {
  let sum = 0;
  for (const { renewals, arr } of groups) {
    const { value } = renewingValue({ profit: margin * arr, discount, growth, retentionChange, model, renewals });
    if (value === null) return null;
    sum += value;
  }
  return sum;
}

/** The 95 % interval of a value over models of customers drawn anew; null when too few of them have it. */
export function intervalOf(values: readonly (number | null)[], draws: number): { low: number; high: number } | null {
  const known = values.filter((value) => value !== null).sort((left, right) => left - right);
  if (known.length < draws / 2 || known.length === 0) return null;
  const at = (share: number) => known[Math.round(share * (known.length - 1))] ?? Number.NaN;
  return { low: at(0.025), high: at(0.975) };
}

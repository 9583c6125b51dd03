import { seededNumbers } from "@cs/models";
import {
  fitRenewals,
  type RenewalCount,
  renewalCounts,
  renewalsFault,
  type ShiftedBetaGeometric,
  type WatchedRenewals,
} from "@cs/prediction";

/** Below these a rate of churn says little: five losses are known to a half of themselves at best. */
const fewestRenewals = 50;
const fewestLosses = 5;
/** Draws for intervals. */
const draws = 200;

/** What was seen of renewals, and what follows for those to come. */
export interface Retention {
  readonly counts: readonly RenewalCount[];
  readonly renewals: number;
  readonly lost: number;
  /** Null when `reason` says why there is none. */
  readonly model: ShiftedBetaGeometric | null;
  readonly reason: string | null;
  /** Models of customers drawn anew, from which intervals come. */
  readonly redrawn: readonly ShiftedBetaGeometric[];
}

/** The retention of watched customers; without a model below a floor of renewals and losses. */
export function retentionOf(customers: readonly WatchedRenewals[]): Retention {
  const counts = renewalCounts(customers);
  const [renewals, lost] = [sumOf(counts, "atRisk"), sumOf(counts, "lost")];
  const reason = belowFloor(renewals, lost) ?? renewalsFault(counts);
  const seen = { counts, renewals, lost, reason };
  return reason === null
    ? { ...seen, model: fitRenewals(counts), redrawn: redraw(customers) }
    : { ...seen, model: null, redrawn: [] };
}

function belowFloor(renewals: number, lost: number): string | null {
  if (renewals < fewestRenewals) return `${renewals} renewals were watched, ${fewestRenewals} are needed`;
  return lost < fewestLosses ? `${lost} customers were lost at a watched renewal, ${fewestLosses} are needed` : null;
}

/** Bootstrap over customers (Efron 1979); draws that cannot be fitted are left out. */
function redraw(customers: readonly WatchedRenewals[]): ShiftedBetaGeometric[] {
  const watched = customers.filter(({ first, last }) => first <= last);
  const random = seededNumbers(1);
  return Array.from({ length: draws }, () => {
    const drawn = watched.map(() => watched[Math.floor(random() * watched.length)]);
    return renewalCounts(drawn.filter((customer) => customer !== undefined));
  }).flatMap((counts) => (renewalsFault(counts) === null ? [fitRenewals(counts)] : []));
}

function sumOf(counts: readonly RenewalCount[], field: keyof RenewalCount): number {
  return counts.reduce((sum, count) => sum + count[field], 0);
}

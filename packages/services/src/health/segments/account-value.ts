import type { ReadFact } from "@cs/analytics";
import { known, type Reading, unknown } from "@cs/models";

/** What an account is worth, in minor units of the reporting currency. */
export interface AccountValue {
  readonly arr: Reading;
  /** ARR of the users beyond the seats that are paid for; 0 where all fit in. */
  readonly potential: Reading;
  /** ARR and the weighted potential; ARR alone where the potential is not known. */
  readonly value: Reading;
}

/**
 * Values an account. Potential is what its use says of it: users of the last 30 days per seat, above 1, times ARR. What
 * else it could buy, no source says.
 */
export function accountValue(read: ReadFact, potentialWeight: number): AccountValue {
  const arr = numberOf(read, "arr");
  if (arr.value === null) return { arr, potential: arr, value: arr };
  const use = potentialWeight > 0 ? numberOf(read, "seat_utilisation") : unknown("it does not count");
  const potential = use.value === null ? use : known(Math.round(arr.value * Math.max(0, use.value - 1)));
  return { arr, potential, value: known(arr.value + Math.round(potentialWeight * (potential.value ?? 0))) };
}

function numberOf(read: ReadFact, fact: string): Reading {
  const { value, reason } = read(fact);
  return value === null ? unknown(reason) : known(Number(value));
}

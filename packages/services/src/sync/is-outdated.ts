import type { Instant } from "@cs/models";

/** How new a state is that another system told. */
export interface StateTimes {
  /** When it came about; other systems tell it in whole seconds. */
  readonly updatedAt: Instant;
  /** The same, more exactly; null where that is not known. */
  readonly statedAt: Instant | null;
}

/** Whether a newer state than this one is stored; of two in one second that which came about later holds. */
export function isOutdated({ updatedAt, statedAt }: StateTimes, known: StateTimes | undefined): boolean {
  if (!known) return false;
  const age = Date.parse(known.updatedAt) - Date.parse(updatedAt);
  if (age !== 0) return age > 0;
  return known.statedAt !== null && statedAt !== null && known.statedAt > statedAt;
}

/** What to keep as the exact time of a state: that which it has, else the one of the same second that is known. */
export function statedAtOf({ updatedAt, statedAt }: StateTimes, known: StateTimes | undefined): Instant | null {
  const isNewer = known === undefined || Date.parse(known.updatedAt) < Date.parse(updatedAt);
  return statedAt ?? (isNewer ? null : known.statedAt);
}

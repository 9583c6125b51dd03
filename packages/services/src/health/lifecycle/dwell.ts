import { type CalendarDate, daysBetween, type LifecycleStage } from "@cs/models";
import type { StageRow } from "@cs/persistence";

/** How long an account has been in its stage. */
export interface Dwell {
  /** The day on which it entered the stage; null when that is not known. */
  readonly since: CalendarDate | null;
  readonly days: number | null;
  /** Days since the stage was recorded, where the day of entering it is not known. */
  readonly atLeastDays: number | null;
  /** Why `days` is null. */
  readonly reason: string | null;
}

/** Dwell in the present stage, from the newest logged change; nothing is made up for what was not logged. */
export function dwellOf(stage: LifecycleStage | null, newest: StageRow | undefined, today: CalendarDate): Dwell {
  const without = (reason: string): Dwell => ({ since: null, days: null, atLeastDays: null, reason });
  if (stage === null) return without("the account has no stage");
  if (!newest) return without("the stage was recorded before changes of stage were logged");
  const { enteredOn, recordedOn, actor } = newest;
  if (enteredOn === null) {
    const atLeastDays = recordedOn <= today ? daysBetween(recordedOn, today) : null;
    return { ...without(`${actor} delivered the stage on ${recordedOn}, not since when it holds`), atLeastDays };
  }
  if (enteredOn > today) return { ...without(`the stage was entered after ${today}`), since: enteredOn };
  return { since: enteredOn, days: daysBetween(enteredOn, today), atLeastDays: null, reason: null };
}

/** Days in a stage that was left; null unless both days are known. */
export function daysUntilLeft({ enteredOn, leftOn }: StageRow): number | null {
  return enteredOn === null || leftOn === null ? null : daysBetween(enteredOn, leftOn);
}

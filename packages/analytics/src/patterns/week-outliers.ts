import type { CalendarDate } from "@cs/models";
import { modifiedZ, OUTLIER_LIMIT } from "./modified-z.ts";

/** Fewer weeks than this have no usual week to differ from. */
const FEWEST_WEEKS = 8;

/** Events of one whole week. */
export interface WeekOfUse {
  readonly start: CalendarDate;
  readonly events: number;
}

/** A week far from the account's usual week. */
export interface WeekOutlier extends WeekOfUse {
  readonly kind: "surge" | "drop";
  /** Modified z-score, beyond 3.5 either way. */
  readonly z: number;
}

/** The outliers, or why none can be told. */
export type WeekOutliers =
  | { readonly weeks: readonly WeekOutlier[]; readonly reason: null }
  | { readonly weeks: null; readonly reason: string };

/** Weeks with far more or far fewer events than the median week. */
export function weekOutliers(weeks: readonly WeekOfUse[]): WeekOutliers {
  if (weeks.length < FEWEST_WEEKS) {
    return { weeks: null, reason: `${weeks.length} whole weeks are known, ${FEWEST_WEEKS} are needed` };
  }
  const scores = modifiedZ(weeks.map(({ events }) => events));
  if (scores === null) return { weeks: null, reason: "more than half of the weeks have the same number of events" };
  const outliers = weeks.flatMap((week, index): WeekOutlier[] => {
    const z = scores[index] ?? 0;
    return Math.abs(z) > OUTLIER_LIMIT ? [{ ...week, kind: z > 0 ? "surge" : "drop", z }] : [];
  });
  return { weeks: outliers, reason: null };
}

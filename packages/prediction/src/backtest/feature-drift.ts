import type { CalendarDate } from "@cs/models";
import { type Drift, populationStability } from "../measures/psi.ts";
import { addMonths } from "./add-months.ts";
import type { History } from "./history.ts";

/** How far measures have moved over all accounts. */
export interface DriftReport {
  /** The days that are compared, and how many accounts were looked at on each. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly accountsBefore: number;
  readonly accountsAfter: number;
  /** Strongest first. */
  readonly features: readonly FeatureDrift[];
}

export interface FeatureDrift extends Drift {
  readonly feature: string;
}

/**
 * How far features have moved between the newest day of a history and the day a year before, or the first where the
 * history is younger: a year, as many measures have seasons. Null for a history of less than two days.
 */
export function featureDrift({ snapshots }: History, features: readonly string[]): DriftReport | null {
  const byDay = Map.groupBy(snapshots, ({ asOf }) => asOf);
  const days = [...byDay.keys()].sort();
  const to = days.at(-1);
  if (to === undefined || days.length < 2) return null;
  const from = days.find((day) => day >= addMonths(to, -12)) ?? to;
  const [before, after] = [byDay.get(from) ?? [], byDay.get(to) ?? []];
  const drifts = features.flatMap((feature) => {
    const on = (side: typeof before) => side.map((snapshot) => snapshot.features[feature] ?? null);
    const drift = populationStability(on(before), on(after));
    return drift ? [{ feature, ...drift }] : [];
  });
  return {
    ...{ from, to, accountsBefore: before.length, accountsAfter: after.length },
    features: drifts.sort((left, right) => right.psi - left.psi),
  };
}

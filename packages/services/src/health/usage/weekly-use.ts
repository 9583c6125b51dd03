import { usagePeriods, type WeekOfUse, weekOutliers } from "@cs/analytics";
import { trend } from "@cs/health-engine";
import type { CalendarDate, Coverage, EngagementFacts } from "@cs/models";

const directions = { improving: "rising", declining: "falling", stable: "steady", insufficient: null } as const;

/** Where use goes by week, and which weeks are unusual. Only weeks that are known as a whole count. */
export function weeklyUse(
  facts: EngagementFacts,
  {
    from,
    to,
    coverage,
  }: { readonly from: CalendarDate; readonly to: CalendarDate; readonly coverage: Coverage | null },
) {
  const weeks = usagePeriods({ from, to, grain: "week", coverage, facts }).flatMap(
    ({ start, known, events }): WeekOfUse[] => (known === "all" && events !== null ? [{ start, events }] : []),
  );
  const { direction, slope, p, points, reason } = trend(
    weeks.map(({ start, events }) => ({ day: start, score: events })),
    { slopeFloor: 0 },
  );
  return {
    trend: {
      direction: directions[direction],
      weeks: points,
      eventsPerWeekIn30Days: slope,
      p,
      reason: reason === null ? null : `${points} whole weeks are known, 8 are needed`,
    },
    outliers: weekOutliers(weeks),
  };
}

import { type ActiveUsers, activeUsers } from "@cs/analytics";
import { feedGap, observe } from "@cs/health-engine";
import { type AccountFacts, addDays, type EngagementFacts, type Reading } from "@cs/models";

/** The state of use on a day: active users, and the measures of the engine that scores count with. */
export interface CurrentUse extends ActiveUsers {
  readonly seatUtilisation: Reading;
  readonly activeDays28: Reading;
  readonly trend: Reading;
}

/** Both facts as known on one day, the last that the feed covers. */
export function currentUse(account: AccountFacts, engagement: EngagementFacts): CurrentUse {
  const unknownIn = (days: number): string | null =>
    feedGap(account, { needs: ["usage"], windowDays: days }) ??
    (engagement.namesUsers ? null : "usage does not name users");
  const lastMonth = engagement.days.filter(({ day }) => day >= addDays(account.asOf, -29));
  const measured = observe(account);
  const read = (measure: keyof typeof measured): Reading => {
    const observation = measured[measure];
    if (!observation || observation.value === null) {
      return { value: null, reason: observation?.reason ?? "not measured" };
    }
    return { value: observation.value, reason: null };
  };
  return {
    ...activeUsers({
      dailyUsers: lastMonth.map(({ users }) => users),
      users7: engagement.users7,
      users30: engagement.users30,
      unknown7: unknownIn(7),
      unknown30: unknownIn(30),
    }),
    seatUtilisation: read("seat_utilisation"),
    activeDays28: read("active_days_28"),
    trend: read("usage_trend"),
  };
}

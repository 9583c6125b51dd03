import { known, type Reading, unknown } from "@cs/models";

const DAYS = 30;

/** What is counted of the 30 days that end a window. */
export interface ActiveUserCounts {
  /** Distinct users of each day; days without users may be left out. */
  readonly dailyUsers: readonly number[];
  readonly users7: number;
  readonly users30: number;
  /** Why users cannot be counted in the last 7 days; null when they can. */
  readonly unknown7: string | null;
  /** Why users cannot be counted in the last 30 days; null when they can. */
  readonly unknown30: string | null;
}

/** Active users at the end of a window. */
export interface ActiveUsers {
  /** Mean of the distinct users per day over 30 days, with days without use as 0. */
  readonly dau: Reading;
  /** Distinct users of 7 days. */
  readonly wau: Reading;
  /** Distinct users of 30 days. */
  readonly mau: Reading;
  /** DAU / MAU over the same 30 days, 0-1: the share of days on which a user of the month came. */
  readonly stickiness: Reading;
  /** WAU / MAU, 0-1. */
  readonly weeklyShare: Reading;
}

/** DAU, WAU, MAU and stickiness = mean DAU / MAU. A share of nobody is unknown, not 0. */
export function activeUsers(counts: ActiveUserCounts): ActiveUsers {
  const { dailyUsers, users7, users30, unknown7, unknown30 } = counts;
  const dau = dailyUsers.reduce((sum, users) => sum + users, 0) / DAYS;
  const shareOfMonth = (part: number, gap: string | null): Reading => {
    if (gap !== null) return unknown(gap);
    return users30 === 0 ? unknown(`nobody used it in ${DAYS} days`) : known(part / users30);
  };
  return {
    dau: unknown30 === null ? known(dau) : unknown(unknown30),
    wau: unknown7 === null ? known(users7) : unknown(unknown7),
    mau: unknown30 === null ? known(users30) : unknown(unknown30),
    stickiness: shareOfMonth(dau, unknown30),
    weeklyShare: shareOfMonth(users7, unknown7 ?? unknown30),
  };
}

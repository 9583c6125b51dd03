/** 1 - 0.5 x age / limit: from 1 on the day itself to 0.5 on the last day that counts; without a limit 1. */
export function freshness(ageDays: number, limitDays: number | null): number {
  return limitDays === null ? 1 : 1 - (0.5 * ageDays) / limitDays;
}

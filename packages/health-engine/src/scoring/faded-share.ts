/** What age takes from a measure: 0.5 x age / limit, from 0 on the day itself to 0.5 on the last day that counts. */
export function fadedShare(ageDays: number, limitDays: number | null): number {
  return limitDays === null ? 0 : (0.5 * ageDays) / limitDays;
}

import type { TestStore } from "@cs/testing";
import { addAccount } from "./fixtures.ts";

/** Yearly survivors of customers who all began on the same day. */
export interface TestCohort {
  /** First day, as `2020-01-01`: renewals fall on the same day of later years. */
  readonly startedOn: string;
  /** How many are left after 0, 1, 2 … renewals. */
  readonly survivors: readonly number[];
  /** ARR of each in minor units. */
  readonly arr: number;
  readonly currency?: "USD" | "EUR";
  readonly segment?: "smb" | "enterprise";
}

/** Puts a cohort into a store and returns the client ids, those first who stay longest. */
export async function addCohort(store: TestStore, cohort: TestCohort): Promise<string[]> {
  const { startedOn, survivors, arr, currency = "USD", segment = "smb" } = cohort;
  const ids: string[] = [];
  const year = Number(startedOn.slice(0, 4));
  for (let customer = 0; customer < (survivors[0] ?? 0); customer += 1) {
    const lostAt = survivors.findIndex((left) => customer >= left);
    const endDate = lostAt < 0 ? null : `${year + lostAt}${startedOn.slice(4)}`;
    const subscriptions = [{ startDate: startedOn, endDate, arr, currency }];
    ids.push(await addAccount(store, { customers: [{ segment }], subscriptions }));
  }
  return ids;
}

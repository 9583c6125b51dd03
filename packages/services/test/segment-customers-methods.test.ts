import { addDays } from "@cs/models";
import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { addAccount, cover } from "./fixtures.ts";
import { defineIn, membersIn, type SegmentsAnswer, segmentsIn } from "./segment-fixtures.ts";

const asOf = "2024-06-30";

/** Recency, active days of 28 and ARR of 40 accounts, chosen so that many are equal. */
const accounts = Array.from({ length: 40 }, (_, index) => ({
  name: `Account ${String(index).padStart(2, "0")}`,
  lastUse: (index * 7) % 19,
  activeDays: 1 + ((index * 5) % 8),
  arr: 1000 * ((index * 11) % 13),
}));

describe("segments by RFM", () => {
  const store = useTestStore({ asOf });
  beforeAll(async () => {
    await cover(store, "2024-01-01", asOf);
    const clientIds: string[] = [];
    for (const { name, lastUse, activeDays, arr } of accounts) {
      const usage = Array.from({ length: activeDays }, (_, day) => ({
        occurredAt: `${addDays(asOf, -lastUse - day)}T12:00:00Z`,
      }));
      const subscriptions = [{ startDate: "2024-01-01", arr, currency: "USD" }];
      clientIds.push(await addAccount(store, { customers: [{ clientName: name }], subscriptions, usage }));
    }
    clientIds.push(await addAccount(store, { customers: [{ clientName: "Unused" }], subscriptions: [{ arr: 1 }] }));
    await store.run("calculate_health_score", { clientIds: clientIds.slice(0, 30) });
    await store.run("calculate_health_score", { clientIds: clientIds.slice(30) });
    await addAccount(store, { customers: [{ clientName: "Unscored" }], subscriptions: [{ arr: 1 }] });
  });

  /** The groups as a table: value 1 to 5 in halves, for recency 5 down to 1. */
  const table = [
    "promising promising promising promising loyal loyal champions champions champions",
    "promising promising promising promising loyal loyal champions champions champions",
    "needs_attention needs_attention needs_attention needs_attention loyal loyal loyal loyal loyal",
    "hibernating hibernating hibernating hibernating slipping slipping cannot_lose cannot_lose cannot_lose",
    "hibernating hibernating hibernating hibernating slipping slipping cannot_lose cannot_lose cannot_lose",
  ].map((row) => row.split(" "));

  /** Counted one by one: five times the share of accounts that are worse, and of half of those that are equal. */
  function fifth(own: number, all: readonly number[]): number {
    const rank = all.reduce((sum, other) => sum + (other < own ? 1 : other === own ? 0.5 : 0), 0) / all.length;
    return [0.2, 0.4, 0.6, 0.8].filter((border) => rank >= border - 1e-9).length + 1;
  }

  const expected = accounts.map((account) => {
    // What is asked is active days within 28, so that use long ago does not count.
    const daysIn28 = (each: (typeof accounts)[number]) => Math.min(each.activeDays, 28 - each.lastUse);
    const recency = fifth(
      -account.lastUse,
      accounts.map((each) => -each.lastUse),
    );
    const frequency = fifth(daysIn28(account), accounts.map(daysIn28));
    const monetary = fifth(
      account.arr,
      accounts.map(({ arr }) => arr),
    );
    return { ...account, group: table[5 - recency]?.[frequency + monetary - 2] ?? "none" };
  });

  it("are those of an independent count over the same facts", async () => {
    const segmentId = await defineIn(store, { name: "Value", method: "rfm" });
    const members = await membersIn(store, { segmentId, limit: 9 });
    const groups = Map.groupBy(expected, ({ group }) => group);
    expect(members).toEqual(
      Object.fromEntries([...groups].map(([group, own]) => [group, own.map(({ name }) => name)])),
    );
    const { evaluation } = await segmentsIn(store, { action: "show", segmentId });
    for (const { group, accounts: size, arr, profile } of evaluation?.groups ?? []) {
      const own = groups.get(group) ?? [];
      expect(size).toBe(own.length);
      if (own.length === 0) continue;
      expect(arr[0]?.amount).toBe(own.reduce((sum, each) => sum + each.arr, 0));
      const mean = own.reduce((sum, each) => sum + each.lastUse, 0) / own.length;
      expect(profile["usage_recency_days"]).toBeCloseTo(mean, 9);
    }
  });

  it("leave out whose facts are missing, with the reason", async () => {
    const { evaluation } = await segmentsIn(store, { action: "preview", method: "rfm" });
    expect(evaluation).toMatchObject({ customers: 42, members: 40, undecided: 2 });
    expect(evaluation?.missing.map(({ fact, reason }) => `${fact}: ${reason}`).toSorted()).toEqual([
      "active_days_28: never scored",
      "active_days_28: no use was ever recorded",
      "usage_recency_days: never scored",
      "usage_recency_days: no use was ever recorded",
    ]);
  });

  it("show one group alone", async () => {
    const [{ segmentId } = { segmentId: "" }] = (await segmentsIn(store, {})).segments;
    const loyal = expected.filter(({ group }) => group === "loyal").map(({ name }) => name);
    expect(loyal.length).toBeGreaterThan(0);
    expect(await membersIn(store, { segmentId, group: "loyal" })).toEqual({ loyal });
  });
});

describe("segments by k-means", () => {
  const store = useTestStore({ asOf });
  const add = (clientName: string, arr: number, endDate: string) =>
    addAccount(store, {
      customers: [{ clientName }],
      subscriptions: [{ startDate: "2024-01-01", endDate, arr, currency: "USD" }],
    });
  const features = ["arr", "days_to_renewal"];
  let first: SegmentsAnswer;
  let segmentId: string;

  beforeAll(async () => {
    for (let index = 0; index < 6; index += 1) {
      await add(`Large ${index}`, 9_000_000 + index, `2024-07-0${1 + index}`);
      await add(`Small ${index}`, 100_000 + index, `2024-12-0${1 + index}`);
    }
    await addAccount(store, { customers: [{ clientName: "Unknown" }] });
    first = await segmentsIn(store, { action: "define", name: "Clusters", method: "k_means", features, clusters: 2 });
    segmentId = first.segment?.segmentId ?? "";
  });

  it("find what lies together, numbered by the first feature, and leave out what is not known", async () => {
    expect(first.evaluation).toMatchObject({ customers: 13, members: 12, undecided: 1, comparedWith: null });
    const names = (kind: string) => [0, 1, 2, 3, 4, 5].map((index) => `${kind} ${index}`);
    expect(await membersIn(store, { segmentId })).toEqual({ cluster_1: names("Large"), cluster_2: names("Small") });
    // Days from 2024-06-30 to 1 to 6 July are 1 to 6, to 1 to 6 December 154 to 159.
    expect(first.evaluation?.groups.map(({ profile }) => profile)).toEqual([
      { arr: 9_000_002.5, days_to_renewal: 3.5 },
      { arr: 100_002.5, days_to_renewal: 156.5 },
    ]);
    // Squares of days within: 2 x 17.5; in all 12 x 76.5² more. Half of the variance is that of days; ARR leaves nothing.
    expect(first.evaluation?.explained).toBeCloseTo(1 - 35 / (12 * 76.5 ** 2 + 35) / 2, 9);
  });

  it("keep their centres, so that who moves has moved", async () => {
    await store.query("UPDATE cs.subscriptions SET arr = 8000000, end_date = '2024-07-09' WHERE arr = 100000");
    await add("Middle", 5_500_000, "2024-08-15");
    const { evaluation } = await segmentsIn(store, { action: "evaluate", segmentId });
    expect(evaluation?.explained).toBe(first.evaluation?.explained);
    expect(evaluation?.groups.map(({ accounts: size, entered, left }) => [size, entered, left])).toEqual([
      [8, 2, 0],
      [5, 0, 1],
    ]);
    const { members } = await segmentsIn(store, { action: "members", segmentId, change: "entered" });
    expect(members.map(({ clientName }) => clientName)).toEqual(["Middle", "Small 0"]);
  });

  it("are found again by another version", async () => {
    const again = { action: "define", segmentId, method: "k_means", features, clusters: 3 };
    const { segment, evaluation } = await segmentsIn(store, again);
    expect(segment).toMatchObject({ version: 2 });
    expect(evaluation?.groups).toHaveLength(3);
    expect(Object.values(await membersIn(store, { segmentId })).flat()).toHaveLength(13);
  });
});

import { addDays, daysBetween } from "@cs/models";
import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { addAccount, cover } from "./fixtures.ts";

const asOf = "2024-06-30";

interface Reading {
  value: number | null;
  reason: string | null;
}
interface Feature {
  feature: string;
  adopters: number;
  share: Reading;
  events: number;
  timeToAdopt: { medianDays: Reading; p90Days: Reading; adopted: number; waiting: number };
  curve: { month: string; accounts: number }[];
}
interface Answer {
  customers: number;
  total: number;
  features: Feature[];
  breadth: Reading;
}

/** Ten customers since different days; number n first used reports n x 10 days after it came, odd ones never. */
const customers = Array.from({ length: 10 }, (_, index) => ({
  since: addDays("2024-01-10", index),
  reports: index % 2 === 0 ? addDays("2024-01-10", index + index * 10) : null,
  segment: index < 4 ? ("smb" as const) : ("startup" as const),
}));

describe("feature adoption", () => {
  const store = useTestStore({ asOf });
  const ask = async (input: object = {}) => (await store.run("track_feature_adoption", input)) as unknown as Answer;
  const find = ({ features }: Answer, name: string) => features.find(({ feature }) => feature === name);
  let first: string;

  beforeAll(async () => {
    const ids: string[] = [];
    for (const { since, reports, segment } of customers) {
      const usage = [{ feature: "search", occurredAt: "2024-06-20T12:00:00.000Z", quantity: 3 }];
      if (reports) usage.push({ feature: "reports", occurredAt: `${reports}T12:00:00.000Z`, quantity: 1 });
      const clientId = await addAccount(store, {
        customers: [{ customerSince: since, segment }],
        usage: usage.map((fact, index) => ({ ...fact, externalId: `${index}` })),
      });
      ids.push(clientId);
    }
    [first = ""] = ids;
    // One that has left, one that comes later, and one of before the feed: none of them waits.
    const usage = [{ feature: "search", occurredAt: "2024-06-20T12:00:00.000Z" }];
    await addAccount(store, {
      customers: [{ customerSince: "2024-01-01" }],
      subscriptions: [{ endDate: "2024-05-01" }],
      usage,
    });
    await addAccount(store, { customers: [{ customerSince: "2024-08-01" }], usage });
    await addAccount(store, { customers: [{ customerSince: "2020-01-01" }], usage });
    await cover(store, "2024-01-05", asOf);
  });

  it("counts the customers that use a feature, and nobody else", async () => {
    const answer = await ask({ days: 30 });
    expect(answer).toMatchObject({ customers: 11, total: 1 });
    expect(find(answer, "search")).toMatchObject({ adopters: 11, share: { value: 1, reason: null }, events: 31 });
    expect(find(await ask({ days: 30, minimumEvents: 2 }), "search")?.share.value).toBeCloseTo(10 / 11, 12);
    expect(await ask({ days: 30, segment: "smb" })).toMatchObject({ customers: 4 });
    expect(await ask({ days: 30, clientId: first })).toMatchObject({ customers: 1, features: [{ events: 3 }] });
  });

  it("keeps in the estimate who has not adopted yet", async () => {
    const reports = find(await ask({ days: 170 }), "reports");
    // 0, 20, 40, 60 and 80 days, and five who still wait after more than 160 days: S = 0.9, 0.8, 0.7, 0.6, 0.5.
    expect(reports?.timeToAdopt).toMatchObject({
      medianDays: { value: 80, reason: null },
      p90Days: { value: null, reason: "fewer than nine in ten of the accounts adopted it so far" },
      adopted: 5,
      waiting: 5,
    });
    const early = find(await ask({ days: 30, asOf: "2024-02-29", features: ["reports"] }), "reports");
    const used = customers.filter(({ reports }) => reports !== null && reports <= "2024-02-29");
    expect(early?.timeToAdopt).toMatchObject({ adopted: used.length, waiting: 10 - used.length });
    const [longest] = used.map(({ since, reports }) => daysBetween(since, reports ?? "")).sort((a, b) => b - a);
    expect(longest).toBe(40);
  });

  it("adds up first uses by month", async () => {
    const curve = find(await ask({ days: 170 }), "reports")?.curve ?? [];
    expect(curve).toHaveLength(12);
    for (const { month, accounts } of curve) {
      const until = addDays(month, 31).slice(0, 7);
      expect(accounts, month).toBe(customers.filter(({ reports }) => reports !== null && reports < until).length);
    }
    expect(curve.at(-1)).toEqual({ month: "2024-06-01", accounts: 5 });
  });

  it("lists what was asked for also when nobody uses it", async () => {
    const { features } = await ask({ features: ["nothing", "search"], days: 30 });
    expect(features.map(({ feature, adopters }) => [feature, adopters])).toEqual([
      ["nothing", 0],
      ["search", 11],
    ]);
  });

  it("says what it cannot know", async () => {
    const { breadth, features } = await ask({ days: 365 });
    expect(breadth).toEqual({ value: null, reason: "entitlements are not recorded" });
    expect(features[0]?.share.reason).toBe("usage data starts 2024-01-05, the 365 days are not covered");
    const none = await ask({ lifecycleStage: "renewal", features: ["search"], days: 30 });
    expect(none.features[0]?.share).toEqual({ value: null, reason: "there are no such customers" });
    expect(none.features[0]?.timeToAdopt.medianDays.reason).toBe(
      "no account became a customer while usage was covered",
    );
  });
});

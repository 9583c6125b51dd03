import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { ensureTenant } from "../src/index.ts";
import { addAccount, cover, type Facts } from "./fixtures.ts";

const asOf = "2024-06-30";
const store = useTestStore({ asOf });
beforeAll(async () => {
  await cover(store, "2023-01-01", asOf);
});

const overview = (clientId: string, part: object = {}) => store.run("get_client_overview", { clientId, ...part });
const noon = (day: string) => `${day}T12:00:00.000Z`;

const facts: Facts = {
  customers: [{ clientName: "Acme", segment: "smb" }],
  contracts: [{ startDate: "2024-01-01", endDate: "2024-12-31", noticeDays: 60, autoRenew: true }],
  subscriptions: [
    { arr: 120_000, seats: 10, currency: "USD", endDate: "2024-09-30", autoRenew: false },
    { arr: 30_000, seats: 6, currency: "USD" },
    { arr: 5_000, seats: 4, currency: "EUR" },
    { arr: 999_999, seats: 99, endDate: "2024-06-30" },
    { arr: 888_888, seats: 88, startDate: "2024-07-01" },
  ],
  usage: [
    { occurredAt: noon("2024-06-30"), quantity: 3, user: "a" },
    { occurredAt: noon("2024-06-03"), quantity: 4, user: "b" },
    { occurredAt: noon("2024-06-02"), quantity: 5, user: "c" },
    { occurredAt: noon("2024-05-31"), quantity: 7, user: "d" },
    { occurredAt: noon("2024-07-01"), quantity: 100, user: "e" },
  ],
  tickets: [
    { priority: "P1", createdAt: noon("2024-06-20") },
    { priority: "P1", createdAt: noon("2024-06-10"), solvedAt: noon("2024-07-02"), status: "solved" },
    { priority: null, createdAt: noon("2024-06-25") },
    { priority: "P0", createdAt: noon("2024-06-01"), solvedAt: noon("2024-06-30"), status: "solved" },
    { priority: "P0", createdAt: noon("2024-07-01") },
  ],
  surveyResponses: [
    { kind: "nps", score: 9, respondedAt: noon("2024-06-15") },
    { kind: "csat", score: 2, respondedAt: noon("2024-03-15") },
    { kind: "csat", score: 5, respondedAt: noon("2024-07-15") },
  ],
  contacts: [
    { fullName: "Zoe", roles: ["champion"], title: "CIO" },
    { fullName: "CSM East", departedOn: "2024-07-01" },
    { fullName: "Gone", departedOn: "2024-06-30" },
  ],
};

describe("an overview", () => {
  let clientId: string;
  beforeAll(async () => {
    clientId = await addAccount(store, facts);
  });

  it("has the numbers that follow from the facts by hand", async () => {
    const recorded = expect.stringMatching(/^20\d\d-.*Z$/);
    expect(await overview(clientId)).toMatchObject({
      asOf,
      client: { clientId, clientName: "Acme", segment: "smb", version: 1 },
      health: null,
      // 1,200 + 300 dollars and 50 euros run on the day; 10 + 6 + 4 seats.
      arr: [
        { amount: 5_000, currency: "EUR", text: "EUR 50" },
        { amount: 150_000, currency: "USD", text: "USD 1,500" },
      ],
      seats: 20,
      subscriptionsRecordedAt: recorded,
      // The contract goes before the lines: 31 December minus 60 days is 1 November, 124 days after 30 June.
      renewal: { date: "2024-12-31", optOutDeadline: "2024-11-01", daysToOptOut: 124, autoRenew: true },
      usage: {
        lastUsedOn: "2024-06-30",
        // 28 days up to 30 June begin on 3 June.
        events28: 7,
        activeDays28: { value: 2, reason: null },
        // The 30 days begin on 1 June: a, b and c on 20 seats.
        seatUtilisation: { value: 0.15, reason: null },
        trend: { value: null, reason: "the 8-week base has 12 events, 20 are needed" },
        recordedAt: recorded,
      },
      tickets: {
        open: [
          { priority: "P1", count: 2, oldest: noon("2024-06-10") },
          { priority: null, count: 1, oldest: noon("2024-06-25") },
        ],
        recordedAt: recorded,
      },
      surveys: { last: { kind: "nps", score: 9, respondedAt: noon("2024-06-15") }, recordedAt: recorded },
      contacts: [
        { fullName: "CSM East", title: null, roles: [] },
        { fullName: "Zoe", title: "CIO", roles: ["champion"] },
      ],
    });
  });

  it("says which parts this version does not have", async () => {
    const { unavailable } = (await overview(clientId)) as { unavailable: { part: string; reason: string }[] };
    expect(unavailable.map(({ part }) => part)).toEqual(["SLA clocks", "onboarding plan progress", "open CTAs"]);
    for (const { reason } of unavailable) expect(reason).not.toBe("");
  });

  it("looks at another day when asked", async () => {
    expect(await overview(clientId, { asOf: "2024-06-01" })).toMatchObject({
      asOf: "2024-06-01",
      // The line that ends on 30 June still runs: 1,500 + 9,999.99 dollars.
      arr: [{ amount: 5_000 }, { amount: 1_149_999 }],
      seats: 119,
      usage: { lastUsedOn: "2024-05-31", events28: 7 },
      tickets: { open: [{ priority: "P0", count: 1 }] },
      surveys: { last: { kind: "csat", score: 2 } },
      contacts: [{ fullName: "CSM East" }, { fullName: "Gone" }, { fullName: "Zoe" }],
    });
  });
});

describe("an account without facts", () => {
  it("has nulls and reasons, never zeros", async () => {
    expect(await overview(await addAccount(store))).toMatchObject({
      health: null,
      arr: [],
      seats: null,
      subscriptionsRecordedAt: null,
      renewal: null,
      usage: { lastUsedOn: null, events28: null, activeDays28: { value: null, reason: "no use was ever recorded" } },
      tickets: { open: [], recordedAt: null },
      surveys: { last: null, recordedAt: null },
      contacts: [],
    });
  });
});

describe("the renewal", () => {
  it("is the next end of a line when no contract says more, and has no deadline then", async () => {
    const lines = ["2025-03-31", "2024-09-30", "2024-06-30"].map((endDate) => ({ endDate, autoRenew: true }));
    const clientId = await addAccount(store, { subscriptions: lines });
    const { renewal } = await overview(clientId);
    expect(renewal).toEqual({ date: "2024-09-30", optOutDeadline: null, daysToOptOut: null, autoRenew: true });
  });

  it("keeps counting after the deadline has passed", async () => {
    const clientId = await addAccount(store, { contracts: [{ endDate: "2024-07-31", noticeDays: 60 }] });
    const { renewal } = await overview(clientId);
    expect(renewal).toMatchObject({ optOutDeadline: "2024-06-01", daysToOptOut: -29, autoRenew: null });
  });

  it("is the first of several contracts that end after the day", async () => {
    const ends = ["2026-01-01", "2025-01-01", "2024-06-30"];
    const clientId = await addAccount(store, { contracts: ends.map((endDate) => ({ endDate })) });
    expect(await overview(clientId)).toMatchObject({ renewal: { date: "2025-01-01" } });
  });
});

it("the seats are unknown as soon as one running line does not say how many", async () => {
  const clientId = await addAccount(store, { subscriptions: [{ seats: 5 }, { seats: null }] });
  expect(await overview(clientId)).toMatchObject({ seats: null });
});

describe("health", () => {
  it("is the newest stored score on the day, with its change since the day before it was scored", async () => {
    const usage = Array.from({ length: 120 }, (_, day) => ({
      occurredAt: new Date(Date.parse("2024-03-03T12:00:00Z") + day * 86_400_000).toISOString(),
      quantity: day < 100 ? 10 : 2,
      user: `u${day % 10}`,
    }));
    const clientId = await addAccount(store, {
      subscriptions: [{ autoRenew: true }],
      usage,
      surveyResponses: [{ respondedAt: noon("2024-05-03") }],
    });
    const scoreOn = async (day: string) => {
      const { results } = await store.run("calculate_health_score", { clientIds: [clientId], asOf: day });
      return (results as { score: number | null; band: string }[])[0];
    };
    const [may, june] = [await scoreOn("2024-05-31"), await scoreOn("2024-06-30")];
    if (typeof may?.score !== "number" || typeof june?.score !== "number") throw new Error("both must have a score");
    const { health } = await overview(clientId);
    expect(health).toMatchObject({
      score: june.score,
      band: june.band,
      previousAsOf: "2024-05-31",
      asOf: "2024-06-30",
    });
    expect((health as { delta: number }).delta).toBeCloseTo(june.score - may.score, 9);
    expect((health as { delta: number }).delta).toBeLessThan(0);
    const earlier = (await overview(clientId, { asOf: "2024-06-29" }))["health"];
    expect(earlier).toMatchObject({ score: may.score, delta: null, previousAsOf: null });
  });
});

describe("an id that is not there", () => {
  it("is not found, and another tenant's id fails with the very same error", async () => {
    await ensureTenant(store.persistence, "other");
    const theirs = await addAccount(store, {}, "other");
    const unknown = `cs_${"0".repeat(26)}`;
    const errorOf = async (clientId: string) => {
      const error = await overview(clientId).catch((reason: unknown) => reason);
      if (!(error instanceof Error)) throw new Error("it was found");
      return { ...error, name: error.name, message: error.message.replaceAll(clientId, "ID") };
    };
    expect(await errorOf(theirs)).toEqual(await errorOf(unknown));
    expect(await errorOf(unknown)).toMatchObject({
      code: "not_found",
      field: "clientId",
      message: 'There is no client "ID".',
    });
  });

  it.each(["", "Acme", "cs_1", `cs_${"A".repeat(26)}`, `cs_${"0".repeat(25)}\0`])(
    "is refused when it is no id: %j",
    async (clientId) => {
      await expect(overview(clientId)).rejects.toMatchObject({ code: "invalid_input", field: "clientId" });
    },
  );
});

import { addDays } from "@cs/models";
import { build, useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { addAccount, cover, type Facts } from "./fixtures.ts";

const today = "2024-06-30";
const store = useTestStore({ asOf: today });
beforeAll(() => cover(store, "2022-01-01", today));

interface Factor {
  readonly factor: string;
  readonly level: string;
  readonly value: number | null;
  readonly reason: string | null;
  readonly before: number | null;
  readonly peers: number | null;
}

const assess = (clientId: string, part: object = {}) => store.run("score_risk_factors", { clientId, ...part });

async function factorsOf(facts: Facts, part: object = {}): Promise<Record<string, Factor>> {
  const { factors } = await assess(await addAccount(store, facts), part);
  return Object.fromEntries((factors as Factor[]).map((each) => [each.factor, each]));
}

/** `each` events on each of some days, which are counted back from today. */
const used = (each: number, from: number, to: number, users = 1) =>
  Array.from({ length: to - from }, (_, index) => index + from).flatMap((back) =>
    Array.from({ length: users }, (_, user) => ({
      externalId: `${back} ${user}`,
      occurredAt: `${addDays(today, -back)}T10:00:00.000Z`,
      quantity: each,
      user: `u${user}@a.example`,
    })),
  );
const seats = (number: number, part: object = {}) => ({ startDate: "2023-01-01", seats: number, ...part });

describe("a factor", () => {
  it("of use is seen in events: 4 weeks at 2 a day after 8 weeks at 10 are 80 % less", async () => {
    const factors = await factorsOf({ usage: [...used(2, 0, 28), ...used(10, 28, 84)] });
    expect(factors["usage_decline"]).toMatchObject({ level: "high", value: -0.8, before: null });
    expect(factors["inactivity"]).toMatchObject({ level: "low", value: 0 });
    expect(factors["feature_breadth"]).toMatchObject({ level: "high", value: 1 });
  });

  it("has the account's own value of a quarter ago beside it", async () => {
    // 9 of 10 users until 60 days ago, 4 of 10 since.
    const factors = await factorsOf({
      subscriptions: [seats(10)],
      usage: [...used(1, 0, 60, 4), ...used(1, 60, 130, 9)],
    });
    expect(factors["seat_utilisation"]).toMatchObject({ level: "high", value: 0.4, before: 0.9 });
  });

  it("of support, sentiment and people is what the facts of the day give", async () => {
    const ticket = (index: number, part: object) => ({ externalId: `${index}`, priority: "P3" as const, ...part });
    const factors = await factorsOf({
      subscriptions: [seats(10)],
      tickets: [
        ticket(1, { priority: "P0", escalated: true, createdAt: "2024-06-01T10:00:00Z" }),
        ticket(2, { createdAt: "2024-06-02T10:00:00Z", firstRepliedAt: "2024-06-02T20:00:00Z" }),
        ticket(3, { createdAt: "2024-06-03T10:00:00Z" }),
      ],
      surveyResponses: [1, 2, 3].map((score) => ({ externalId: `${score}`, kind: "nps" as const, score: 5 + score })),
      contacts: [
        { externalId: "1", roles: ["champion"], departedOn: "2024-05-01" },
        { externalId: "2", roles: ["economic_buyer"], departedOn: "2024-06-14" },
        { externalId: "3", roles: ["economic_buyer"], departedOn: "2024-01-14" },
      ],
    });
    // 3 tickets on 10 seats; 1 of 3 escalated; one answered after 10 hours; answers 6, 7 and 8.
    expect(factors["support_burden"]).toMatchObject({ level: "medium", value: 30 });
    expect(factors["urgent_tickets"]).toMatchObject({ level: "high", value: 1 });
    expect(factors["escalations"]).toMatchObject({ level: "high", value: 1 / 3 });
    expect(factors["slow_support"]).toMatchObject({ level: "medium", value: 600 });
    expect(factors["recommendation"]).toMatchObject({ level: "medium", value: 7 });
    expect(factors["champion_gone"]).toMatchObject({ level: "high", value: 60 });
    expect(factors["sponsor_gone"]).toMatchObject({ level: "medium", value: 16, before: 0 });
  });

  it("of people who left more than a year ago is unknown, and old unpaid invoices are none", async () => {
    // 2023-06-30 is 366 days before 2024-06-30, and 275 before the day a quarter earlier.
    const factors = await factorsOf({
      contacts: [
        { externalId: "1", roles: ["champion"], departedOn: "2023-06-30" },
        { externalId: "2", roles: ["economic_buyer"], departedOn: "2023-06-30" },
      ],
      invoices: [{ issuedOn: "2023-06-01", dueOn: "2023-07-01", paidOn: null }],
    });
    expect(factors["champion_gone"]).toMatchObject({
      ...{ level: "unknown", value: null, before: 275 },
      reason: "the last champion left more than a year ago",
    });
    expect(factors["sponsor_gone"]).toMatchObject({
      ...{ level: "unknown", value: null, before: 275 },
      reason: "the last economic buyer left more than a year ago",
    });
    expect(factors["overdue_invoices"]).toMatchObject({ level: "low", value: 0, before: 274 });
  });

  it("of the contract is a matter of days and money", async () => {
    const factors = await factorsOf({
      contracts: [{ startDate: "2023-09-01", endDate: "2024-09-01", noticeDays: 30, autoRenew: false }],
      subscriptions: [
        seats(10, { externalId: "1", arr: 1000, endDate: "2024-01-01", autoRenew: false }),
        seats(10, { externalId: "2", arr: 700, startDate: "2024-01-01", autoRenew: false }),
      ],
      invoices: [{ dueOn: "2024-06-10", paidOn: null }],
      churnEvents: [{ noticeDate: "2024-06-20", effectiveDate: null, type: "non_renewal" }],
    });
    // Notice is due on 2024-08-02, 33 days ahead; a quarter ago it was 124.
    expect(factors["opt_out_near"]).toMatchObject({ level: "medium", value: 33, before: 124 });
    expect(factors["no_auto_renewal"]).toMatchObject({ level: "medium", value: 0 });
    expect(factors["revenue_decline"]).toMatchObject({ level: "high", value: 700 / 1000 - 1 });
    expect(factors["overdue_invoices"]).toMatchObject({ level: "medium", value: 20, before: 0 });
    expect(factors["notice_served"]).toMatchObject({ level: "high", value: 1, before: 0 });
  });

  it("is low once the opt-out deadline has passed, whatever the days", async () => {
    const contracts = [{ startDate: "2023-07-15", endDate: "2024-07-15", noticeDays: 30 }];
    expect((await factorsOf({ contracts }))["opt_out_near"]).toMatchObject({ level: "low", value: -15 });
  });

  it("of onboarding counts the days in that stage, and is known only for today", async () => {
    const customers = [{ lifecycleStage: "onboarding" as const, customerSince: "2024-03-01" }];
    expect((await factorsOf({ customers }))["stalled_onboarding"]).toMatchObject({ level: "medium", value: 121 });
    const before = await factorsOf({ customers }, { asOf: "2024-06-01" });
    expect(before["stalled_onboarding"]).toMatchObject({
      level: "unknown",
      reason: "the stage is known only as it is today",
    });
  });

  it("is unknown with a reason where no fact tells, and never low", async () => {
    const factors = await factorsOf({});
    const reasons = Object.values(factors).filter(({ level }) => level === "unknown");
    expect(reasons.length).toBe(16);
    for (const { value, reason } of reasons) expect([value, reason]).toEqual([null, expect.stringMatching(/\w/)]);
    // That nothing is open, overdue or announced is known where the sources are complete.
    const known = Object.values(factors).filter(({ level }) => level !== "unknown");
    expect(known.map(({ factor, level }) => [factor, level])).toEqual([
      ["urgent_tickets", "low"],
      ["notice_served", "low"],
      ["overdue_invoices", "low"],
    ]);
  });
});

describe("peers", () => {
  it("are the customers of the same segment with a stored score, at their median; the client is none", async () => {
    const clientIds: string[] = [];
    for (const users of [1, 2, 3, 4, 10]) {
      const customers = [{ segment: "smb" as const }];
      clientIds.push(await addAccount(store, { customers, subscriptions: [seats(10)], usage: used(1, 0, 5, users) }));
    }
    await store.run("calculate_health_score", { clientIds });
    const own = { customers: [{ segment: "smb" as const }], subscriptions: [seats(10)], usage: used(1, 0, 5, 6) };
    const { seat_utilisation, sponsor_gone } = await factorsOf(own);
    expect(seat_utilisation).toMatchObject({ value: 0.6, peers: 0.3, peerGroup: "segment", peerAccounts: 5 });
    expect(sponsor_gone).toMatchObject({ peers: null, peerGroup: null, peersReason: "scores do not store it" });
    const elsewhere = await factorsOf({ ...own, customers: [{ segment: "enterprise" }] });
    expect(elsewhere["seat_utilisation"]).toMatchObject({ peers: 0.3, peerGroup: "all" });
    const first = (await assess(clientIds[0] ?? "")) as unknown as { factors: Factor[] };
    expect(first.factors.find(({ factor }) => factor === "seat_utilisation")).toMatchObject({
      ...{ value: 0.1, peers: null, peerAccounts: 4 },
      peersReason: "stored scores tell it of 4 other customers, 5 are needed",
    });
  });
});

it("shows the worst factors first, and counts them", async () => {
  const { levels, factors } = await assess(
    await addAccount(store, { subscriptions: [seats(1)], tickets: [build.ticket()] }),
  );
  const order = (factors as Factor[]).map(({ level }) => level);
  const ranks = order.map((level) => ["high", "medium", "unknown", "low"].indexOf(level));
  expect(ranks).toEqual(ranks.toSorted());
  const count = (level: string) => order.filter((each) => each === level).length;
  expect(levels).toEqual({
    high: count("high"),
    medium: count("medium"),
    unknown: count("unknown"),
    low: count("low"),
  });
});

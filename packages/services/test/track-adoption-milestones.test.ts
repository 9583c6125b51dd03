import { addDays } from "@cs/models";
import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { addAccount, cover } from "./fixtures.ts";
import { milestonesOf, useOn } from "./milestone-fixtures.ts";

const today = "2024-06-30";

describe("the milestones of one client", () => {
  const store = useTestStore({ asOf: today });
  const { ask, define } = milestonesOf(store);
  let clientId: string;

  beforeAll(async () => {
    await cover(store, "2024-01-01", today);
    await define({ milestoneId: "first_report", kind: "first_use", feature: "reports", targetDays: 30 });
    await define({ milestoneId: "habit", kind: "events", count: 5, days: 14 });
    await define({ milestoneId: "team", kind: "active_users", count: 3, days: 7, targetDays: 60 });
    await define({ milestoneId: "power", kind: "events", count: 100, targetDays: 90 });
    await define({ milestoneId: "export", kind: "first_use", feature: "export", targetDays: 45 });
    await define({ milestoneId: "someday", kind: "events", count: 1_000 });
    clientId = await addAccount(store, {
      customers: [{ customerSince: "2024-05-01" }],
      usage: [
        // Reports on the fifth day; four events in the first 14 days, so the habit is missed.
        ...useOn(["2024-05-03", "2024-05-05", "2024-05-10", "2024-05-14"], { feature: "reports", user: "ann" }),
        // Ann, Bob and Cleo within seven days only from 2024-06-10 on; bob on the 9th still counts on the 15th.
        ...useOn(["2024-06-01", "2024-06-08"], { user: "ann" }, "a"),
        ...useOn(["2024-06-09"], { user: "bob" }, "b"),
        ...useOn(["2024-06-10"], { user: "cleo" }, "c"),
      ].map((use, index) => (index === 0 ? { ...use, feature: "search" } : use)),
    });
  });

  it("say what was reached when, what is next, and what is overdue", async () => {
    const { milestones, next, customers } = await ask({ clientId });
    const found = Object.fromEntries(milestones.map(({ milestoneId, client }) => [milestoneId, client]));
    expect(customers).toBe(1);
    expect(found).toMatchObject({
      first_report: { status: "achieved", achievedOn: "2024-05-05", days: 4, dueOn: "2024-05-31", inTime: true },
      habit: { status: "missed", achievedOn: null, dueOn: null },
      team: { status: "achieved", achievedOn: "2024-06-10", days: 40, dueOn: "2024-06-30", inTime: true },
      power: { status: "pending", dueOn: "2024-07-30" },
      export: { status: "overdue", dueOn: "2024-06-15", inTime: null },
      someday: { status: "pending", dueOn: null },
    });
    expect(next).toEqual({ milestoneId: "export", dueOn: "2024-06-15" });
    for (const each of milestones) expect(each).toMatchObject({ counts: null, medianDays: null, overdueClients: [] });
  });

  it("are those of a past day when it is asked for", async () => {
    const { asOf, milestones, next } = await ask({ clientId, asOf: "2024-06-09" });
    expect(asOf).toBe("2024-06-09");
    const found = Object.fromEntries(milestones.map(({ milestoneId, client }) => [milestoneId, client?.status]));
    expect(found).toMatchObject({ first_report: "achieved", team: "pending", export: "pending" });
    expect(next).toEqual({ milestoneId: "export", dueOn: "2024-06-15" });
  });

  it("can be narrowed to some", async () => {
    const { milestones } = await ask({ clientId, milestoneIds: ["team", "habit"] });
    expect(milestones.map(({ milestoneId }) => milestoneId)).toEqual(["habit", "team"]);
  });

  it("are also told of a client that has left", async () => {
    const left = await addAccount(store, {
      customers: [{ customerSince: "2024-02-01" }],
      subscriptions: [{ startDate: "2024-02-01", endDate: "2024-04-01" }],
      usage: useOn(["2024-02-03"], { feature: "reports" }),
    });
    const { milestones } = await ask({ clientId: left, milestoneIds: ["first_report"] });
    expect(milestones[0]?.client).toMatchObject({ status: "achieved", achievedOn: "2024-02-03", days: 2 });
  });

  it("are unknown where usage cannot tell, each with its reason", async () => {
    const nobody = await addAccount(store, {
      customers: [{ customerSince: "2024-05-01" }],
      usage: useOn(["2024-06-01"], { user: null }),
    });
    const old = await addAccount(store, { customers: [{ customerSince: "2023-05-01" }] });
    const undated = await addAccount(store, { customers: [{ customerSince: null }] });
    const stateOf = async (id: string, milestoneId: string) =>
      (await ask({ clientId: id, milestoneIds: [milestoneId] })).milestones[0]?.client;
    expect(await stateOf(nobody, "team")).toMatchObject({ status: "unknown", reason: "usage does not name users" });
    expect(await stateOf(nobody, "export")).toMatchObject({ status: "overdue" });
    expect(await stateOf(old, "export")).toMatchObject({
      status: "unknown",
      reason: "usage data starts 2024-01-01, after it became a customer",
    });
    expect(await stateOf(undated, "export")).toMatchObject({
      status: "unknown",
      reason: "the day of becoming a customer is not known",
    });
  });
});

describe("the milestones of many clients", () => {
  const store = useTestStore({ asOf: today });
  const { ask, define } = milestonesOf(store);
  /** Number n came n days after 2024-03-01; odd ones first used reports 10 n days later. */
  const clients = Array.from({ length: 12 }, (_, n) => ({
    since: addDays("2024-03-01", n),
    reached: n % 2 === 1 ? addDays("2024-03-01", 11 * n) : null,
    segment: n < 4 ? ("smb" as const) : ("startup" as const),
  }));
  const ids: string[] = [];

  beforeAll(async () => {
    await cover(store, "2024-01-01", today);
    for (const { since, reached, segment } of clients) {
      const usage = useOn(reached === null ? [] : [reached], { feature: "reports" });
      ids.push(await addAccount(store, { customers: [{ customerSince: since, segment }], usage }));
    }
    await define({ milestoneId: "first_report", kind: "first_use", feature: "reports", targetDays: 112 });
  });

  it("are counted by status, and equal a count over the same facts", async () => {
    const answer = await ask({ limit: 3 });
    const reached = clients.filter(({ reached: day }) => day !== null && day <= today);
    const waiting = clients.map((client, n) => ({ ...client, n })).filter(({ reached: day }) => day === null);
    const overdue = waiting.filter(({ since }) => addDays(since, 112) < today);
    expect([reached.length, waiting.length, overdue.length]).toEqual([6, 6, 5]);
    const [milestone] = answer.milestones;
    expect(answer.customers).toBe(12);
    expect(answer.next).toBeNull();
    expect(milestone).toMatchObject({
      client: null,
      counts: { achieved: 6, overdue: 5, pending: 1, missed: 0, unknown: 0 },
    });
    expect(milestone?.overdueClients).toEqual(
      // 2024-03-01 and 112 days is 2024-06-21, nine days before today.
      overdue.slice(0, 3).map(({ n }) => ({
        clientId: ids[n],
        clientName: expect.any(String),
        dueOn: addDays("2024-06-21", n),
        daysOverdue: 9 - n,
      })),
    );
    // 10, 30, 50, 70, 90 and 110 days, and six who still wait after 111 and more: S falls to 1/2 at 110.
    expect(milestone?.medianDays).toEqual({ value: 110, reason: null });
  });

  it("are those of a segment when one is asked for", async () => {
    const { customers, milestones } = await ask({ segment: "smb" });
    expect(customers).toBe(4);
    expect(milestones[0]?.counts).toEqual({ achieved: 2, overdue: 2, pending: 0, missed: 0, unknown: 0 });
    const none = await ask({ segment: "enterprise" });
    expect(none).toMatchObject({ customers: 0, milestones: [{ counts: { achieved: 0, unknown: 0 } }] });
    expect(none.milestones[0]?.medianDays?.value).toBeNull();
  });
});

describe("without anything to go by", () => {
  const store = useTestStore({ asOf: today });
  const { ask, define } = milestonesOf(store);

  it("there are no milestones, no customers, and what no feed tells is unknown", async () => {
    expect(await ask({})).toEqual({ asOf: today, customers: 0, milestones: [], next: null, stored: 0 });
    expect(await ask({ action: "list" })).toMatchObject({ customers: null, milestones: [] });
    await define({ milestoneId: "any", kind: "events", count: 1 });
    expect(await ask({ action: "track" })).toMatchObject({ customers: 0, stored: 0 });
    const clientId = await addAccount(store, { customers: [{ customerSince: "2024-05-01" }] });
    expect(await ask({ clientId })).toMatchObject({
      milestones: [{ client: { status: "unknown", reason: "no usage events are connected" } }],
      next: null,
    });
  });
});

import { addDays, dayNumber } from "@cs/models";
import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { addAccount, cover } from "./fixtures.ts";

const asOf = "2024-06-30";

interface Reading {
  value: number | null;
  reason: string | null;
}
interface Answer {
  countedUntil: string;
  coverage: object | null;
  current: Record<"dau" | "wau" | "mau" | "stickiness" | "weeklyShare" | "seatUtilisation" | "trend", Reading>;
  periods: { start: string; end: string; known: string; users: number; activeDays: number; events: number }[];
  cohorts: { firstMonth: string; users: number; returned: number[]; mayBeOlder: boolean }[];
}

/** One use: by whom, how many days before the as-of day. A fixed rule, so that the test can count for itself. */
const uses = Array.from({ length: 240 }, (_, index) => ({
  user: `u${(index * 7) % 11}`,
  day: addDays(asOf, -((index * 13) % 150)),
  quantity: 1 + (index % 3),
}));
const usersIn = (from: string, to: string) =>
  new Set(uses.filter(({ day }) => day >= from && day <= to).map(({ user }) => user)).size;

describe("usage engagement", () => {
  const store = useTestStore({ asOf });
  const ask = async (input: object) => (await store.run("track_usage_engagement", input)) as unknown as Answer;
  let busy: string;
  let unnamed: string;
  let silent: string;

  beforeAll(async () => {
    busy = await addAccount(store, {
      subscriptions: [{ seats: 20 }],
      usage: uses.map(({ user, day, quantity }) => ({ user, quantity, occurredAt: `${day}T12:00:00.000Z` })),
    });
    unnamed = await addAccount(store, { usage: [{ occurredAt: "2024-06-20T12:00:00.000Z" }] });
    silent = await addAccount(store);
    await cover(store, "2024-01-15", asOf);
  });

  it("counts active users as the raw events do", async () => {
    const { current, countedUntil } = await ask({ clientId: busy });
    const month = Array.from({ length: 30 }, (_, days) => addDays(asOf, -days));
    const dau = month.reduce((sum, day) => sum + usersIn(day, day), 0) / 30;
    const mau = usersIn(addDays(asOf, -29), asOf);
    expect(countedUntil).toBe(asOf);
    expect(mau).toBeGreaterThan(1);
    expect(current.mau.value).toBe(mau);
    expect(current.wau.value).toBe(usersIn(addDays(asOf, -6), asOf));
    expect(current.dau.value).toBeCloseTo(dau, 12);
    expect(current.stickiness.value).toBeCloseTo(dau / mau, 12);
    expect(current.seatUtilisation.value).toBeCloseTo(mau / 20, 12);
  });

  it.each(["day", "week", "month"])("sums the events of each %s", async (grain) => {
    const { periods } = await ask({ clientId: busy, grain, from: "2024-05-01" });
    expect(periods.length).toBeGreaterThan(1);
    for (const { start, end, users, activeDays, events } of periods) {
      const inside = uses.filter(({ day }) => day >= start && day <= end);
      expect(events, start).toBe(inside.reduce((sum, { quantity }) => sum + quantity, 0));
      expect(activeDays, start).toBe(new Set(inside.map(({ day }) => day)).size);
      expect(users, start).toBe(usersIn(start, end));
    }
    const days = periods.map(({ start, end }) => dayNumber(end) - dayNumber(start) + 1);
    expect([...new Set(days)].sort()).toEqual({ day: [1], week: [7], month: [30, 31] }[grain]);
  });

  it("follows users from the month of their first use", async () => {
    const { cohorts } = await ask({ clientId: busy });
    const firstUse = (user: string) =>
      uses
        .filter((use) => use.user === user)
        .map(({ day }) => day)
        .sort()[0] ?? "";
    const users = [...new Set(uses.map(({ user }) => user))];
    for (const { firstMonth, users: size, returned } of cohorts) {
      const members = users.filter((user) => firstUse(user).startsWith(firstMonth.slice(0, 7)));
      expect(size, firstMonth).toBe(members.length);
      const months = ["2024-02", "2024-03", "2024-04", "2024-05", "2024-06"].filter((m) => m > firstMonth.slice(0, 7));
      expect(returned, firstMonth).toEqual(
        months.map(
          (m) => members.filter((user) => uses.some((use) => use.user === user && use.day.startsWith(m))).length,
        ),
      );
    }
    expect(cohorts.reduce((sum, cohort) => sum + cohort.users, 0)).toBe(users.length);
  });

  it("knows nothing later than the day asked for", async () => {
    const { current, periods } = await ask({ clientId: busy, to: "2024-05-31", grain: "month" });
    expect(current.mau.value).toBe(usersIn("2024-05-02", "2024-05-31"));
    expect(periods.at(-1)).toMatchObject({ start: "2024-05-01", users: usersIn("2024-05-01", "2024-05-31") });
  });

  it("tells no use from not known", async () => {
    const quiet = await ask({ clientId: silent });
    expect(quiet.current.mau).toEqual({ value: null, reason: "usage does not name users" });
    expect(quiet.periods.at(-2)).toMatchObject({ known: "all", events: 0, activeDays: 0 });
    const { current, periods } = await ask({ clientId: unnamed });
    expect(current.stickiness).toEqual({ value: null, reason: "usage does not name users" });
    expect(periods.some(({ events, users }) => events === 1 && users === null)).toBe(true);
    const early = await ask({ clientId: busy, to: "2024-01-20", grain: "month" });
    expect(early.current.mau.reason).toMatch(/starts 2024-01-15, the 30 days are not covered/);
    expect(early.current.wau.reason).toMatch(/starts 2024-01-15/);
    expect(early.periods[0]).toMatchObject({ known: "none", events: null, users: null });
  });

  it("counts up to the end of a feed that is a few days late, and says so", async () => {
    const late = await ask({ clientId: busy, to: "2024-07-04", grain: "day" });
    expect(late.countedUntil).toBe(asOf);
    expect(late.current.mau.value).toBe(usersIn(addDays(asOf, -29), asOf));
    expect(late.periods.at(-1)).toMatchObject({ start: "2024-07-04", known: "none", events: null });
    const stale = await ask({ clientId: busy, to: "2024-07-20" });
    expect(stale.current.mau).toEqual({ value: null, reason: `usage data ends ${asOf}` });
  });

  it("refuses ranges that are none or too long, and unknown clients", async () => {
    await expect(ask({ clientId: busy, from: "2024-07-01" })).rejects.toMatchObject({ field: "from" });
    await expect(ask({ clientId: busy, from: "2023-01-01", grain: "day" })).rejects.toMatchObject({
      field: "from",
      hint: "Ask for a shorter range or a longer grain.",
    });
    await expect(ask({ clientId: "cli_none" })).rejects.toMatchObject({
      code: expect.stringMatching(/not_found|invalid/),
    });
  });
});

describe("usage engagement without a feed", () => {
  const store = useTestStore({ asOf });

  it("says that nothing is connected", async () => {
    const clientId = await addAccount(store);
    const answer = (await store.run("track_usage_engagement", { clientId })) as unknown as Answer;
    expect(answer.coverage).toBeNull();
    expect(answer.current.dau).toEqual({ value: null, reason: "no usage events are connected" });
    expect(answer.periods.every(({ known, events }) => known === "none" && events === null)).toBe(true);
    expect(answer.cohorts).toEqual([]);
  });
});

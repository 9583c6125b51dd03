import { build, useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { ensureTenant, type SyncUsageOptions, setTimeZone, syncUsage, type UsageSource } from "../src/index.ts";
import { daily, remoteUsage, UsageFeed } from "./usage-feed.ts";

const store = useTestStore();
const today = "2024-06-30";
const noon = () => new Date(`${today}T12:00:00Z`);
let tenants = 0;

/** A tenant of its own with organisation 1 as an account. */
async function tenant(): Promise<string> {
  tenants += 1;
  const tenantId = `tenant-${tenants}`;
  await ensureTenant(store.persistence, tenantId);
  await store.persistence.write(tenantId, (tx) =>
    tx.facts.write("customers", "mixpanel", [build.customer({ externalId: "1" })]),
  );
  return tenantId;
}

const sync = (tenantId: string, source: UsageSource, options: Partial<SyncUsageOptions> = {}) =>
  syncUsage({ persistence: store.persistence, tenantId, source, today, clock: noon, ...options });
const coverage = async (tenantId: string) =>
  (await store.persistence.read(tenantId, (tx) => tx.queries.coverage(today))).usage;
const stored = (tenantId: string) =>
  store.query<{ id: string; at: Date; feature: string; user: string | null }>(
    `SELECT external_id AS id, occurred_at AS at, feature, user_ref AS user FROM cs.usage_events
     WHERE tenant_id = $1 ORDER BY occurred_at, external_id`,
    [tenantId],
  );

describe("the days that are read", () => {
  it("are the last 90 first, and then those of the last six days before the last run", async () => {
    const [tenantId, feed] = [await tenant(), new UsageFeed(daily("2024-01-01", 182))];
    const first = await sync(tenantId, feed);
    // The day before the first is read too, as it may not have ended where the tenant is.
    expect(first).toMatchObject({ from: "2024-03-31", to: today, read: 92, written: 92, unchanged: 0 });
    feed.asked.length = 0;
    feed.stored.push(remoteUsage("2024-06-24T00:00:00.000Z", { id: "late" }));
    feed.stored.push(remoteUsage("2024-06-23T23:59:59.999Z", { id: "too late" }));
    expect(await sync(tenantId, feed)).toMatchObject({ from: "2024-06-24", read: 8, written: 1, unchanged: 7 });
    expect(feed.asked).toEqual(
      ["24", "25", "26", "27", "28", "29", "30"].map((day) => `2024-06-${day}..2024-06-${day}`),
    );
    expect(await sync(tenantId, feed, { since: "2024-06-23" })).toMatchObject({ from: "2024-06-22", written: 1 });
    expect(await stored(tenantId)).toHaveLength(94);
  });

  it("leave no gap after a pause, whatever day is asked for", async () => {
    const [tenantId, feed] = [await tenant(), new UsageFeed(daily("2024-05-01", 61))];
    const may = { today: "2024-05-10", clock: () => new Date("2024-05-10T12:00:00Z") };
    await sync(tenantId, feed, { ...may, since: "2024-05-01" });
    const report = await sync(tenantId, feed, { since: "2024-06-29" });
    expect(report).toMatchObject({ from: "2024-05-04", to: today, read: 58, written: 51, unchanged: 7 });
  });

  it("are read in 30 parts at most, each day once", async () => {
    const [tenantId, feed] = [await tenant(), new UsageFeed()];
    await sync(tenantId, feed, { since: "2021-06-30" });
    expect(feed.asked.length).toBeLessThanOrEqual(30);
    const ends = feed.asked.map((range) => range.split(".."));
    expect([ends[0]?.[0], ends.at(-1)?.[1]]).toEqual(["2021-06-29", today]);
    for (const [index, [from = ""]] of ends.entries()) {
      if (index === 0) continue;
      expect(Date.parse(from) - Date.parse(ends[index - 1]?.[1] ?? "")).toBe(86_400_000);
    }
  });

  it("end with a day of the past that counts as today", async () => {
    const [tenantId, feed] = [await tenant(), new UsageFeed(daily("2024-06-20", 30))];
    const report = await sync(tenantId, feed, { clock: () => new Date() });
    expect(report).toMatchObject({ to: "2024-07-01", written: 12 });
  });

  it("are those of the source, whose clock tells the times", async () => {
    const tenantId = await tenant();
    await setTimeZone({ persistence: store.persistence, tenantId, timeZone: "Asia/Tokyo", actor: "test" });
    // New York is 4 hours behind UTC in summer, and 5 before 10 March.
    const events = ["2024-03-09T23:30:00.250Z", "2024-06-29T23:30:00.000Z", "2024-06-30T08:00:00.000Z"];
    const feed = new UsageFeed(
      events.map((at) => remoteUsage(at)),
      "America/New_York",
    );
    const options = { today: "2024-07-01", since: "2024-03-10", clock: () => new Date("2024-07-01T03:00:00Z") };
    const report = await sync(tenantId, feed, options);
    expect(report).toMatchObject({ from: "2024-03-09", to: today, written: 3 });
    const times = (await stored(tenantId)).map(({ at }) => at.toISOString());
    expect(times).toEqual(["2024-03-10T04:30:00.250Z", "2024-06-30T03:30:00.000Z", "2024-06-30T12:00:00.000Z"]);
    const days = await store.query("SELECT day::text FROM cs.usage_daily WHERE tenant_id = $1 ORDER BY day", [
      tenantId,
    ]);
    expect(days).toEqual([{ day: "2024-03-10" }, { day: "2024-06-30" }]);
  });
});

describe("an event", () => {
  it("that is told otherwise than before stays as it was recorded", async () => {
    const [tenantId, feed] = [await tenant(), new UsageFeed([remoteUsage("2024-06-29T10:00:00.000Z", { user: null })])];
    await sync(tenantId, feed);
    feed.stored[0] = remoteUsage("2024-06-29T10:00:00.000Z", { user: "ada" });
    expect(await sync(tenantId, feed)).toMatchObject({
      read: 1,
      written: 0,
      unchanged: 1,
      differing: 1,
      incomplete: 0,
    });
    expect(await stored(tenantId)).toMatchObject([{ user: null }]);
  });

  it("without an id, a time or a name is left out, and a long name is cut", async () => {
    const at = "2024-06-29T10:00:00.000Z";
    const feed = new UsageFeed([
      remoteUsage(at, { id: null }),
      remoteUsage(at, { id: "2", shownAt: null }),
      remoteUsage(at, { id: "3", feature: " \0" }),
      remoteUsage(at, { id: "4", feature: "x".repeat(255), user: "\0" }),
    ]);
    const tenantId = await tenant();
    const since = "2024-06-30";
    expect(await sync(tenantId, feed, { since })).toMatchObject({ written: 1, unmatched: 0 });
    expect(await stored(tenantId)).toMatchObject([{ id: "4", feature: "x".repeat(200), user: null }]);
  });
});

describe("a run that stopped", () => {
  it("goes on with the days that it had not read, and doubles nothing of those it had begun", async () => {
    const [tenantId, feed] = [await tenant(), new UsageFeed(daily("2024-04-01", 91))];
    // In the third part, which has four days.
    feed.before = ({ shownAt }) => {
      if (shownAt?.startsWith("2024-04-10")) throw new Error("stop");
    };
    await expect(sync(tenantId, feed)).rejects.toThrow("stop");
    expect(feed.asked).toEqual(["2024-03-31..2024-04-03", "2024-04-04..2024-04-07", "2024-04-08..2024-04-11"]);
    expect(await stored(tenantId)).toHaveLength(7);
    expect(await coverage(tenantId)).toBeUndefined();
    feed.before = () => {};
    feed.asked.length = 0;
    expect(await sync(tenantId, feed)).toMatchObject({ from: "2024-03-31", read: 91, written: 91, unchanged: 0 });
    expect(feed.asked[0]).toBe("2024-04-08..2024-04-10");
    expect(await stored(tenantId)).toHaveLength(91);
  });

  it("reads again what it stored of a part that it did not end", async () => {
    const many = Array.from({ length: 2500 }, (_, index) => {
      const at = Date.parse("2024-06-29T00:00:00.000Z") + index;
      return remoteUsage(new Date(at).toISOString());
    });
    const [tenantId, feed, stop] = [await tenant(), new UsageFeed(many), new AbortController()];
    feed.before = ({ id }) => void (id === many[2400]?.id && stop.abort());
    await expect(sync(tenantId, feed, { since: "2024-06-30", signal: stop.signal })).rejects.toThrow();
    expect(await stored(tenantId)).toHaveLength(2000);
    expect(await sync(tenantId, feed)).toMatchObject({ read: 4500, written: 2500, unchanged: 2000 });
  });

  it("begins anew when an earlier day is asked for", async () => {
    const [tenantId, feed] = [await tenant(), new UsageFeed()];
    feed.stored.push(remoteUsage("2024-06-30T10:00:00.000Z"));
    feed.before = () => {
      throw new Error("stop");
    };
    await expect(sync(tenantId, feed)).rejects.toThrow("stop");
    feed.before = () => {};
    expect(await sync(tenantId, feed, { since: "2024-01-01" })).toMatchObject({ from: "2023-12-31" });
  });
});

describe("several syncs at once", () => {
  it("write every event once", async () => {
    const [tenantId, feed] = [await tenant(), new UsageFeed(daily("2024-03-31", 92))];
    await Promise.all([sync(tenantId, feed), sync(tenantId, feed), sync(tenantId, feed)]);
    expect(await stored(tenantId)).toHaveLength(92);
    const [days] = await store.query("SELECT sum(events)::int AS events FROM cs.usage_daily WHERE tenant_id = $1", [
      tenantId,
    ]);
    expect(days).toEqual({ events: 92 });
    const [state] = await store.persistence.read(tenantId, (tx) => tx.syncs.list());
    expect(state).toMatchObject({ stream: "usage", cursor: null, beganAt: null });
  });
});

describe("the days that usage is known for", () => {
  it("are those that were read whole, and never shrink", async () => {
    const [tenantId, feed] = [await tenant(), new UsageFeed(daily("2024-05-01", 10))];
    await sync(tenantId, feed);
    expect(await coverage(tenantId)).toEqual({ from: "2024-04-01", to: today });
    await sync(tenantId, feed, { since: "2024-06-01" });
    expect(await coverage(tenantId)).toEqual({ from: "2024-04-01", to: today });
    await sync(tenantId, feed, { since: "2024-01-15" });
    expect(await coverage(tenantId)).toEqual({ from: "2024-01-15", to: today });
  });

  it("are known without an event, and not by events of which none has an account", async () => {
    const [quiet, foreign] = [await tenant(), await tenant()];
    await sync(quiet, new UsageFeed());
    expect(await coverage(quiet)).toEqual({ from: "2024-04-01", to: today });
    await sync(foreign, new UsageFeed([remoteUsage("2024-06-29T10:00:00.000Z", { organizations: ["2"] })]));
    expect(await coverage(foreign)).toBeUndefined();
  });
});

import { asSuperuser, build, databaseVariables, until, useFakeMixpanel, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";

const bench = useWorkbench();
const asOf = "2024-06-30";
const store = useTestStore({ asOf });
const mixpanel = useFakeMixpanel();
const [events, days, organizations, dayMs] = [50_000, 90, 5, 86_400_000];
const firstDay = Date.parse("2024-04-02T00:00:00.000Z");
let env: Record<string, string>;

/** Event `index`: one for each of 90 days, then again, by turns of five organisations, of their users and features. */
function event(index: number) {
  const [day, round] = [index % days, Math.floor(index / days)];
  const user = Math.floor(round / organizations) % 9;
  return {
    event: `Feature ${round % 7}`,
    properties: {
      time: firstDay + day * dayMs + round * 60_000,
      distinct_id: `user-${user}`,
      $insert_id: `id-${index}`,
      company_id: [`org-${round % organizations}`],
      page: "x".repeat(500),
    },
  };
}

const run = (args: readonly string[]) =>
  // Little memory: what would hold all events, or a whole day of the last test, dies of it.
  bench.run("cs", ["sync", "mixpanel", ...args], { ...env, NODE_OPTIONS: "--max-old-space-size=192" });
async function sync(...args: readonly string[]) {
  const { code, stdout, stderr } = await run(["--json", ...args]);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>;
}

async function stored(): Promise<object> {
  const [row] = await store.query(`
    SELECT (SELECT count(*)::int FROM cs.usage_events) AS events,
           (SELECT sum(events)::int FROM cs.usage_daily) AS counted`);
  return row ?? {};
}

async function health() {
  const [acme] = await store.query<{ client_id: string }>(
    "SELECT client_id FROM cs.accounts WHERE client_name = 'org-0'",
  );
  const { results } = await store.run("calculate_health_score", { clientIds: [acme?.client_id] });
  const [result] = results as {
    readonly score: number | null;
    readonly contributions: readonly { readonly measure: string; readonly value: number }[];
  }[];
  return result;
}

beforeAll(async () => {
  env = { ...databaseVariables(store.urls), ...mixpanel.settings, CS_AS_OF: asOf };
  for (let index = 0; index < events; index += 1) mixpanel.events.push(event(index));
  const names = Array.from({ length: organizations }, (_, index) => `org-${index}`);
  await store.persistence.write(store.tenantId, async (tx) => {
    const customers = names.map((name) => build.customer({ externalId: name, clientName: name }));
    await tx.facts.write("customers", "mixpanel", customers);
    const ofAcme = { customer: "org-0", startDate: "2022-01-01" };
    const subscription = { ...ofAcme, seats: 10, autoRenew: true };
    await tx.facts.write("subscriptions", "mixpanel", [build.subscription(subscription)]);
    await tx.facts.write("contacts", "mixpanel", [build.contact({ customer: "org-0", roles: ["champion"] })]);
    const invoice = { customer: "org-0", paidOn: "2024-05-20", status: "paid" } as const;
    await tx.facts.write("invoices", "mixpanel", [build.invoice(invoice)]);
    for (const kind of ["contacts", "subscriptions", "invoices"] as const) {
      await tx.facts.extendCoverage({ source: "mixpanel", kind, from: "2022-01-01", to: asOf });
    }
  });
});

// Each test is in an hour of its own.
beforeEach(() => void mixpanel.times.splice(0));

describe("cs sync mixpanel", () => {
  it("killed in the middle of a part goes on from there, and every event is written once", async () => {
    expect(await health()).toMatchObject({ score: null });
    await asSuperuser(store.urls.superuserUrl, async (client) => {
      // An event waits for us, so that the program dies while it stores the second batch of the third part.
      await client.query(`
        CREATE FUNCTION public.wait() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN new; END $$;
        CREATE TRIGGER wait BEFORE INSERT ON cs.usage_event_keys
        FOR EACH ROW WHEN (new.external_id = 'id-33669') EXECUTE FUNCTION public.wait();
        SELECT pg_advisory_lock(4711)`);
      const first = bench.start("cs", ["sync", "mixpanel"], env);
      const waiting = "SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted";
      await until(async () => (await client.query(waiting)).rowCount === 1);
      first.child.kill("SIGKILL");
      expect(await first.ended).toEqual({ code: null, signal: "SIGKILL" });
      await client.query("SELECT pg_advisory_unlock(4711)");
    });
    const parts = ["2024-03-31..2024-04-03", "2024-04-04..2024-04-07", "2024-04-08..2024-04-11"];
    expect(mixpanel.exports).toEqual(parts);
    // Six whole days of the first two parts, of 556 events each, and a batch.
    const before = 6 * 556 + 1000;
    expect(await stored()).toEqual({ events: before, counted: before });

    const report = await sync();
    expect(report).toMatchObject({ from: "2024-03-31", to: "2024-07-01", incomplete: 0, differing: 0 });
    expect(report).toMatchObject({ read: events + 1000, written: events, unchanged: 1000, unmatched: 0 });
    expect(mixpanel.exports[3]).toMatch(/^2024-04-08/);
    expect(mixpanel.exports.length).toBeLessThanOrEqual(33);
    expect(await stored()).toEqual({ events, counted: events });
  });

  it("gives an account the health that its use comes to", async () => {
    const result = await health();
    const values = Object.fromEntries(result?.contributions.map(({ measure, value }) => [measure, value]) ?? []);
    // Counted from the events themselves: those of the account by day.
    const own = mixpanel.events.filter(({ properties }) => String(properties["company_id"]) === "org-0");
    const perDay = Map.groupBy(own, ({ properties: { time } }) => Math.floor((time - firstDay) / dayMs));
    const week = (ago: number) =>
      [0, 1, 2, 3, 4, 5, 6].reduce((sum, day) => sum + (perDay.get(days - 1 - 7 * ago - day)?.length ?? 0), 0);
    expect([week(0), week(3), week(4), week(5), week(6), week(11)]).toEqual([777, 777, 777, 779, 784, 784]);
    expect(perDay.size).toBe(days);
    expect(new Set(own.map(({ event: name }) => name)).size).toBe(7);
    const trend = 777 / 784 - 1;
    expect(values).toMatchObject({
      ...{ active_days_28: 28, usage_recency_days: 0, seat_utilisation: 0.9, features_used_90: 7 },
      usage_trend: expect.closeTo(trend, 9),
    });
    // By the knots of the default scorecard: weight x points of what is known, over its weight.
    const points =
      0.18 * 100 + // active on 28 of 28 days
      0.06 * (80 + (trend / 0.2) * 25) +
      0.06 * 100 + // used today
      0.2 * 100 + // 9 users of 10 seats, and a champion
      0.15 * (70 + (2 / 7) * 30) + // 7 features, between 5 and 12
      (0.05 + 0.025) * 100 + // paid, and renewed by itself
      0.025 * 75; // bought as much as a year ago
    expect(result?.score).toBeCloseTo(points / (0.3 + 0.2 + 0.15 + 0.1), 6);
  });

  it("writes none the second time, and finds those that come late", async () => {
    const again = { from: "2024-06-25", read: 6 * 555, written: 0, unchanged: 6 * 555 };
    expect(await sync()).toMatchObject(again);
    const late = event(0).properties;
    for (const day of ["2024-06-25", "2024-05-01"]) {
      const properties = { ...late, time: Date.parse(`${day}T23:00:00Z`), $insert_id: `late-${day}` };
      mixpanel.events.push({ event: "Feature 0", properties });
    }
    expect(await sync()).toMatchObject({ ...again, read: 6 * 555 + 1, written: 1 });
    // What was imported later than Mixpanel takes it by itself.
    expect(await sync("--since", "2024-05-01")).toMatchObject({ from: "2024-04-30", written: 1, unmatched: 0 });
    expect(await stored()).toEqual({ events: events + 2, counted: events + 2 });
  });

  it("covers usage from the first day that was read whole to the day of the sync", async () => {
    const covered = "SELECT source, covers_from::text, covers_to::text FROM cs.data_coverage WHERE kind = 'usage'";
    expect(await store.query(covered)).toEqual([{ source: "mixpanel", covers_from: "2024-04-01", covers_to: asOf }]);
  });

  it("names what has no account, the commonest first", async () => {
    const { properties } = event(89);
    const unknown = ["org-9", "org-8", "org-9\u001b[2J", "org-9", null];
    mixpanel.events.push(
      ...unknown.map((name, index) => ({
        event: "Feature 1",
        properties: { ...properties, $insert_id: `unknown-${index}`, company_id: name },
      })),
    );
    const { withoutAccount } = await sync();
    expect(withoutAccount).toEqual([
      { reason: "no_account", value: "org-9", events: 2 },
      { reason: "no_account", value: "org-8", events: 1 },
      { reason: "no_account", value: "org-9\u001b[2J", events: 1 },
      { reason: "unnamed", value: null, events: 1 },
    ]);
    const { stdout } = await run([]);
    expect(stdout).toMatch(/5 without account/);
    expect(stdout).toMatch(/ 2 +org-9 +no account has the external ref, the domain or the address/);
    expect(stdout).not.toContain("\u001b[2J");
  });

  it("never holds a day in memory", async () => {
    const page = "y".repeat(150_000);
    const { properties } = event(88);
    for (let index = 0; index < 1500; index += 1) {
      const large = { ...properties, $insert_id: `large-${index}`, page };
      mixpanel.events.push({ event: "Feature 2", properties: large });
    }
    expect(await sync()).toMatchObject({ written: 1500 });
  });

  it("says what to set when Mixpanel is not configured", async () => {
    const { code, stderr } = await bench.run("cs", ["sync", "mixpanel"], databaseVariables(store.urls));
    expect(code).toBe(1);
    expect(stderr).toContain("MIXPANEL_SERVICE_ACCOUNT");
  });
});

describe("cs worker", () => {
  it("syncs by itself, and cs jobs shows how far it is", async () => {
    const properties = { ...event(89).properties, $insert_id: "of-worker" };
    mixpanel.events.push({ event: "Feature 3", properties });
    const worker = bench.start("cs", ["worker"], env);
    const written = "SELECT FROM cs.usage_events WHERE external_id = 'of-worker'";
    await until(async () => (await store.query(written)).length === 1);
    let shown = "";
    await until(async () => {
      shown = (await bench.run("cs", ["jobs"], env)).stdout;
      return /sync-mixpanel +completed/.test(shown);
    });
    expect(shown).toMatch(/sync-mixpanel +completed +1 .* events read, 1 written, \d+ unchanged, 5 without account/);
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toMatchObject({ code: 0 });
  });
});

import type { SourceFact } from "@cs/models";
import { build, useTestStore } from "@cs/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { byTest, deliver, tenantIn } from "./fixtures.ts";

const store = useTestStore({ poolSize: 6 });

type Use = SourceFact<"usage">;
const zones = ["UTC", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Kiritimati"] as const;
const first = Date.parse("2024-03-01T00:00:00Z");

/** Forty days with changes of the clock, at full and half hours and just before: midnights of every zone are among them. */
const use = fc.record({
  occurredAt: fc
    .tuple(fc.integer({ min: 0, max: 40 * 48 }), fc.constantFrom(-1, 0))
    .map(([halfHour, millisecond]) => new Date(first + halfHour * 1_800_000 + millisecond).toISOString()),
  feature: fc.constantFrom("a", "b"),
  quantity: fc.integer({ min: 0, max: 3 }),
  errors: fc.option(fc.integer({ min: 0, max: 2 })),
  user: fc.option(fc.constantFrom("u", "v", "w")),
});

const dayIn = (timeZone: string, instant: string) => new Date(instant).toLocaleDateString("sv-SE", { timeZone });

/** The roll-ups of events as JavaScript counts them, one line each, ordered. */
function countedDays(uses: readonly Use[], timeZone: string): string[] {
  const byDay = Map.groupBy(uses, ({ occurredAt, feature }) => `${dayIn(timeZone, occurredAt)} ${feature}`);
  const days = [...byDay].map(([key, ofDay]) => {
    const counting = ofDay.filter(({ quantity }) => quantity > 0);
    const said = counting.flatMap(({ errors }) => errors ?? []);
    const errors = said.length === 0 ? null : said.reduce((sum, each) => sum + each, 0);
    return `${key} ${counting.reduce((sum, { quantity }) => sum + quantity, 0)} ${errors}`;
  });
  const users = uses.flatMap(({ occurredAt, quantity, user }) =>
    quantity > 0 && user !== null ? `${dayIn(timeZone, occurredAt)} by ${user}` : [],
  );
  return [...days, ...new Set(users)].toSorted();
}

/** The stored roll-ups of an account in the same form. */
async function storedDays(tenantId: string, customer: string): Promise<string[]> {
  const rows = await store.query<{ line: string }>(
    `WITH account AS (SELECT DISTINCT tenant_id, client_id FROM cs.external_refs WHERE tenant_id = $1 AND external_id = $2)
     SELECT concat_ws(' ', day, feature, events, coalesce(errors::text, 'null')) AS line
     FROM cs.usage_daily JOIN account USING (tenant_id, client_id)
     UNION ALL
     SELECT concat_ws(' ', day, 'by', user_ref) FROM cs.usage_users_daily JOIN account USING (tenant_id, client_id)`,
    [tenantId, customer],
  );
  return rows.map(({ line }) => line).toSorted();
}

const sources = ["crm", "app", "web"] as const;
let customers = 0;

/** A new customer of all sources in the tenant of a zone, and events of it. */
async function newCustomer(timeZone: string, uses: readonly Partial<Use>[]) {
  customers += 1;
  const customer = `R-${customers}`;
  const tenantId = await tenantIn(store.persistence, timeZone);
  const { externalId, ...profile } = build.customer({ externalId: customer });
  const refs = sources.map((source) => ({ source, externalId }));
  await store.persistence.write(tenantId, (tx) => tx.accounts.create(profile, refs, byTest));
  const events = uses.map((each, index) => build.usage({ ...each, customer, externalId: `${customer} ${index}` }));
  return { tenantId, customer, events };
}

/** Batches in any order, in which events occur late, twice or several times. */
const deliveries = fc.array(fc.array(fc.nat({ max: 29 }), { maxLength: 20 }), { minLength: 1, maxLength: 6 });

it("sums equal a count over the events, however late, often and disordered they come", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(use, { minLength: 30, maxLength: 30 }),
      deliveries,
      fc.constantFrom(...zones),
      async (uses, batches, timeZone) => {
        const { tenantId, customer, events } = await newCustomer(timeZone, uses);
        for (const batch of batches) {
          const usage = batch.flatMap((index) => events[index] ?? []);
          const outcomes = await deliver(store.persistence, { usage }, tenantId);
          expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([]);
        }
        const delivered = [...new Set(batches.flat())].flatMap((index) => events[index] ?? []);
        expect(await storedDays(tenantId, customer)).toEqual(countedDays(delivered, timeZone));
      },
    ),
    { numRuns: 60 },
  );
});

it("sums leave out what was rejected: the same id at another time, or with another count", async () => {
  const { tenantId, customer, events } = await newCustomer("UTC", [{ occurredAt: "2024-01-31T23:59:59.999Z" }]);
  await deliver(store.persistence, { usage: events }, tenantId);
  const others = events.flatMap((event) => [
    { ...event, occurredAt: "2024-02-01T00:00:00.000Z" },
    { ...event, occurredAt: "2024-01-01T00:00:00.000Z" },
    { ...event, quantity: 7 },
  ]);
  for (const other of others) {
    const reason = `id ${other.externalId} is already recorded with other values`;
    expect(await deliver(store.persistence, { usage: [other] }, tenantId)).toEqual([
      { status: "rejected", field: "externalId", reason },
    ]);
  }
  expect(await storedDays(tenantId, customer)).toEqual(["2024-01-31 reports 1 null"]);
});

it("sums hold when six writers deliver to the same days at once", async () => {
  const { tenantId, customer, events } = await newCustomer(
    "UTC",
    Array.from({ length: 60 }, (_, index) => ({
      occurredAt: `2024-0${1 + (index % 6)}-15T10:00:00.000Z`,
      user: `u${index % 7}`,
    })),
  );
  // Each source has ids of its own, so that every event of every source counts, and counts once.
  await Promise.all(
    [...sources, ...sources].map((source, index) =>
      store.persistence.write(tenantId, (tx) =>
        tx.facts.write("usage", source, index % 2 === 0 ? events : events.toReversed()),
      ),
    ),
  );
  const all = sources.flatMap(() => events);
  expect(await storedDays(tenantId, customer)).toEqual(countedDays(all, "UTC"));
});

it("days follow the tenant's zone when it changes, also while others write", async () => {
  const halfHours = Array.from({ length: 96 }, (_, index) => new Date(first + index * 1_800_000).toISOString());
  const uses = halfHours.map((occurredAt, index) => ({ occurredAt, user: `u${index % 5}`, errors: index % 3 }));
  const { tenantId, customer, events } = await newCustomer("Europe/Lisbon", uses);
  await deliver(store.persistence, { usage: events.slice(0, 48) }, tenantId);
  const other = "America/Caracas";
  await Promise.all([
    ...[48, 60, 72, 84].map((start) =>
      deliver(store.persistence, { usage: events.slice(start, start + 12) }, tenantId),
    ),
    store.persistence.write(tenantId, (tx) => tx.tenants.setTimeZone(other)),
  ]);
  expect(await storedDays(tenantId, customer)).toEqual(countedDays(events, other));
  await expect(store.persistence.write(tenantId, (tx) => tx.tenants.setTimeZone("Mars/Olympus"))).rejects.toThrow(
    /time zone/,
  );
  expect(await storedDays(tenantId, customer)).toEqual(countedDays(events, other));
});

it("days cannot fall behind a zone that is changed past the tenant", async () => {
  await newCustomer("Europe/Lisbon", []);
  await expect(store.query("UPDATE cs.tenants SET time_zone = 'Asia/Tokyo'")).rejects.toThrow(
    /changes only in its own transaction/,
  );
});

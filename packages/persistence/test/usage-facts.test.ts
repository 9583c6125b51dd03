import type { AccountFacts, SourceFact } from "@cs/models";
import { build, useTestStore } from "@cs/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clientIdOf, deliver, tenantIn } from "./fixtures.ts";

const store = useTestStore();

type Use = Partial<SourceFact<"usage">>;
let customers = 0;

/** A new account in the tenant of a zone. */
async function accountWith(usage: readonly Use[], timeZone = "UTC"): Promise<string> {
  customers += 1;
  const customer = `U-${customers}`;
  const tenantId = await tenantIn(store.persistence, timeZone);
  const facts = usage.map((use, index) => build.usage({ ...use, customer, externalId: `${customer} ${index}` }));
  await deliver(store.persistence, { customers: [build.customer({ externalId: customer })], usage: facts }, tenantId);
  return clientIdOf(store.persistence, customer, tenantId);
}

async function usageOn(clientId: string, asOf: string, timeZone = "UTC"): Promise<AccountFacts["usage"] | undefined> {
  const [facts] = await store.persistence.read(await tenantIn(store.persistence, timeZone), (tx) =>
    tx.queries.accountFacts({ clientIds: [clientId], asOf, timeZone }),
  );
  return facts?.usage;
}

const noUse = { firstDay: null, lastDay: null, days: [], features90: 0, users30: null };

describe("use of an account", () => {
  it("falls on the day it has in the tenant's zone, across midnight and the change to summer time", async () => {
    const uses = [
      { occurredAt: "2024-03-10T04:59:59.999Z" }, // 9 March 23:59:59.999 in New York, still EST
      { occurredAt: "2024-03-10T05:00:00.000Z" }, // 10 March 00:00 EST
      { occurredAt: "2024-03-11T03:59:59.999Z" }, // 10 March 23:59:59.999 EDT: the day has 23 hours
      { occurredAt: "2024-03-11T04:00:00.000Z" }, // 11 March 00:00 EDT
    ];
    const id = await accountWith(uses, "America/New_York");
    const on = async (day: string) => (await usageOn(id, day, "America/New_York"))?.days;
    const days = [
      { day: "2024-03-09", events: 1, errors: null },
      { day: "2024-03-10", events: 2, errors: null },
      { day: "2024-03-11", events: 1, errors: null },
    ];
    expect(await on("2024-03-11")).toEqual(days);
    expect(await on("2024-03-10")).toEqual(days.slice(0, 2));
    expect(await on("2024-03-09")).toEqual(days.slice(0, 1));
    expect(await usageOn(id, "2024-03-08", "America/New_York")).toEqual(noUse);
    const inUtc = await accountWith(uses);
    expect((await usageOn(inUtc, "2024-03-10"))?.days).toEqual([{ day: "2024-03-10", events: 2, errors: null }]);
  });

  it("has its days in a window of exactly 84 days", async () => {
    // 2024-06-30 minus 83 days is 2024-04-08.
    const id = await accountWith([
      { occurredAt: "2024-04-07T23:59:59.999Z" },
      { occurredAt: "2024-04-08T00:00:00.000Z" },
    ]);
    expect(await usageOn(id, "2024-06-30")).toMatchObject({
      firstDay: "2024-04-07",
      lastDay: "2024-04-08",
      days: [{ day: "2024-04-08", events: 1, errors: null }],
    });
  });

  it("counts features in 90 and users in 30 days", async () => {
    // 2024-06-30 minus 89 days is 2024-04-02; minus 29 days is 2024-06-01.
    const id = await accountWith([
      { occurredAt: "2024-04-01T23:59:59.999Z", feature: "f0", user: "u0" },
      { occurredAt: "2024-04-02T00:00:00.000Z", feature: "f1", user: "u1" },
      { occurredAt: "2024-05-31T23:59:59.999Z", feature: "f2", user: "u2" },
      { occurredAt: "2024-06-01T00:00:00.000Z", feature: "f2", user: "u3" },
      { occurredAt: "2024-06-30T23:59:59.999Z", feature: "f3", user: "u4" },
      { occurredAt: "2024-07-01T00:00:00.000Z", feature: "f4", user: "u5" },
    ]);
    expect(await usageOn(id, "2024-06-30")).toMatchObject({ features90: 3, users30: 2 });
  });

  it("has no number of users when the source never names one, and 0 when it names none in 30 days", async () => {
    const unnamed = await accountWith([{ occurredAt: "2024-06-30T00:00:00.000Z" }]);
    const earlier = await accountWith([{ occurredAt: "2024-01-30T00:00:00.000Z", user: "u" }]);
    expect((await usageOn(unnamed, "2024-06-30"))?.users30).toBeNull();
    expect((await usageOn(earlier, "2024-06-30"))?.users30).toBe(0);
  });

  it("is none when every row counts nothing", async () => {
    const id = await accountWith([{ quantity: 0, user: "u" }]);
    expect(await usageOn(id, "2024-06-30")).toEqual(noUse);
  });
});

describe("use of any account on any day in any zone", () => {
  const dayIn = (timeZone: string, instant: string) =>
    new Date(instant).toLocaleDateString("sv-SE", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  const back = (day: string, days: number) =>
    new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
  const first = Date.parse("2024-01-15T00:00:00Z");
  const use = fc.record({
    occurredAt: fc
      .integer({ min: 0, max: 130 * 24 * 60 })
      .map((minute) => new Date(first + minute * 60_000).toISOString()),
    feature: fc.constantFrom("a", "b", "c"),
    quantity: fc.integer({ min: 0, max: 3 }),
    errors: fc.option(fc.integer({ min: 0, max: 2 })),
    user: fc.option(fc.constantFrom("u", "v", "w")),
  });

  it("equals a count over the events in JavaScript", async () => {
    const zones = fc.constantFrom("UTC", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati", "Pacific/Niue");
    const asked = fc.record({
      uses: fc.array(use, { minLength: 1, maxLength: 40 }),
      timeZone: zones,
      asOf: fc.integer({ min: -20, max: 110 }).map((days) => back("2024-02-05", -days)),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ uses, timeZone, asOf }) => {
        const known = uses
          .map((each) => ({ ...each, day: dayIn(timeZone, each.occurredAt) }))
          .filter(({ day, quantity }) => quantity > 0 && day <= asOf);
        const within = (days: number) => known.filter(({ day }) => day > back(asOf, days));
        const days = [...new Set(within(84).map(({ day }) => day))].toSorted().map((day) => {
          const ofDay = known.filter((each) => each.day === day);
          return {
            day,
            events: ofDay.reduce((sum, { quantity }) => sum + quantity, 0),
            // Unknown as long as no event of the day says how many there were.
            errors: ofDay.reduce<number | null>(
              (sum, { errors }) => (errors === null ? sum : (sum ?? 0) + errors),
              null,
            ),
          };
        });
        const allDays = known.map(({ day }) => day).toSorted();
        const users = new Set(within(30).flatMap(({ user }) => user ?? []));
        expect(await usageOn(await accountWith(uses, timeZone), asOf, timeZone)).toEqual({
          firstDay: allDays[0] ?? null,
          lastDay: allDays.at(-1) ?? null,
          days,
          features90: new Set(within(90).map(({ feature }) => feature)).size,
          users30: known.some(({ user }) => user !== null) ? users.size : null,
        });
      }),
      { numRuns: 40 },
    );
  });
});

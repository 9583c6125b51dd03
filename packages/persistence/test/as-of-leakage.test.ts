import { build, useTestStore } from "@cs/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { clientIdOf, deliver, type Facts, tenantIn } from "./fixtures.ts";

const store = useTestStore();

const asOf = "2024-06-30";
const first = Date.parse("2024-06-26T00:00:00Z");
const zones = ["UTC", "America/New_York", "Asia/Tokyo", "Pacific/Kiritimati"] as const;

/** Minutes after `first`: four days before and after the as-of day, in any zone. */
const minutes = fc.array(fc.integer({ min: 0, max: 9 * 24 * 60 }), { minLength: 1, maxLength: 8 });
const instant = (minute: number) => new Date(first + minute * 60_000).toISOString();
const dayIn = (timeZone: string, at: string) => new Date(at).toLocaleDateString("sv-SE", { timeZone });

/** One account's facts at some moments: those known by the end of the as-of day, or all of them. */
function factsAt(customer: string, moments: readonly number[], timeZone: string, all: boolean): Facts {
  const known = (at: string) => all || dayIn(timeZone, at) <= asOf;
  const day = (at: string) => dayIn(timeZone, at);
  const events = moments.map((minute, index) => {
    const later = instant(minute + 26 * 60);
    return { at: instant(minute), later, id: { customer, externalId: `${customer} ${index}` } };
  });
  const past = events.filter(({ at }) => known(at));
  return {
    customers: [build.customer({ externalId: customer })],
    // A contact has no day of arrival; only its departure is dated.
    contacts: events.map(({ at, id }) => build.contact({ ...id, departedOn: known(at) ? day(at) : null })),
    contracts: past.map(({ at, id }) => build.contract({ ...id, startDate: day(at) })),
    subscriptions: past.map(({ at, id }) => build.subscription({ ...id, startDate: day(at) })),
    usage: past.map(({ at, id }) =>
      build.usage({ ...id, occurredAt: at, user: id.externalId, feature: id.externalId }),
    ),
    tickets: past.map(({ at, later, id }) =>
      build.ticket({
        ...id,
        createdAt: at,
        firstRepliedAt: known(later) ? later : null,
        solvedAt: known(later) ? later : null,
      }),
    ),
    surveyResponses: past.map(({ at, id }) => build.surveyResponse({ ...id, respondedAt: at })),
    invoices: past.map(({ at, later, id }) =>
      build.invoice({ ...id, issuedOn: day(at), paidOn: known(later) ? day(later) : null }),
    ),
    churnEvents: past.map(({ at, id }) => build.churnEvent({ ...id, noticeDate: day(at), effectiveDate: null })),
  };
}

it("facts after the as-of day never change what is known on it, whatever the zone", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(minutes, fc.constantFrom(...zones), async (moments, timeZone) => {
      run += 1;
      const customer = `L-${run}`;
      const tenantId = await tenantIn(store.persistence, timeZone);
      const read = async (clientId: string) =>
        store.persistence.read(tenantId, (tx) => tx.queries.accountFacts({ clientIds: [clientId], asOf, timeZone }));
      await deliver(store.persistence, factsAt(customer, moments, timeZone, false), tenantId);
      const clientId = await clientIdOf(store.persistence, customer, tenantId);
      const before = await read(clientId);
      const outcomes = await deliver(store.persistence, factsAt(customer, moments, timeZone, true), tenantId);
      expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([]);
      expect(await read(clientId)).toEqual(before);
    }),
    { numRuns: 40 },
  );
});

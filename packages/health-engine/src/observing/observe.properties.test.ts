import { type AccountFacts, addDays } from "@cs/models";
import fc from "fast-check";
import { expect, test } from "vitest";
import { asOf, blank } from "../../test/account-facts.ts";
import { runs } from "../../test/runs.ts";
import { observe } from "./observe.ts";

/** Days from 800 before the as-of day to 60 after it, often next to it. */
const day = fc
  .oneof(fc.integer({ min: -800, max: 60 }), fc.integer({ min: -3, max: 3 }))
  .map((ahead) => addDays(asOf, ahead));
const dayOrNone = fc.oneof(day, fc.constant(null));
const few = <Row>(row: fc.Arbitrary<Row>) => fc.array(row, { maxLength: 4 });

const facts: fc.Arbitrary<AccountFacts> = fc
  .record({
    customerSince: dayOrNone,
    subscriptions: few(
      fc.record({
        startDate: day,
        endDate: dayOrNone,
        seats: fc.oneof(fc.nat(50), fc.constant(null)),
        arr: fc.nat(5000),
        currency: fc.constant("EUR" as const),
        autoRenew: fc.constantFrom(true, false, null),
      }),
    ),
    contracts: few(
      fc.record({
        startDate: day,
        endDate: dayOrNone,
        noticeDays: fc.oneof(fc.nat(90), fc.constant(null)),
        autoRenew: fc.constantFrom(true, false, null),
      }),
    ),
    contacts: few(
      fc.record({ roles: fc.constantFrom(["champion" as const], ["user" as const]), departedOn: dayOrNone }),
    ),
    days: fc.array(fc.record({ day, events: fc.nat(40), errors: fc.nat(5) }), { maxLength: 12 }),
    tickets: few(
      fc.record({
        createdOn: day,
        solvedOn: dayOrNone,
        priority: fc.constantFrom("P0" as const, "P2" as const, null),
        firstReplyMinutes: fc.oneof(fc.nat(600), fc.constant(null)),
        escalated: fc.boolean(),
      }),
    ),
    surveys: few(
      fc.record({
        kind: fc.constantFrom("csat" as const, "nps" as const),
        score: fc.integer({ min: 1, max: 5 }),
        respondedOn: day,
      }),
    ),
    invoices: few(fc.record({ dueOn: day, paidOn: dayOrNone })),
    churnEvents: few(
      fc.record({
        noticeDate: dayOrNone,
        decisionDate: dayOrNone,
        effectiveDate: dayOrNone,
        type: fc.constantFrom("full" as const, "downgrade" as const, null),
      }),
    ),
  })
  .map(({ days, ...rows }) => {
    const used = days
      .map((each) => each.day)
      .filter((each) => each <= asOf)
      .toSorted();
    const usage = { ...blank.usage, firstDay: used[0] ?? null, lastDay: used.at(-1) ?? null, days };
    return { ...blank, ...rows, usage };
  });

const isKnown = (known: string | null) => known !== null && known <= asOf;
const untilThen = (known: string | null) => (isKnown(known) ? known : null);

/** The same facts as somebody knew them on the as-of day. Planned ends and effective days are known before they come. */
function knownThen(all: AccountFacts): AccountFacts {
  return {
    ...all,
    subscriptions: all.subscriptions.filter(({ startDate }) => isKnown(startDate)),
    contracts: all.contracts.filter(({ startDate }) => isKnown(startDate)),
    contacts: all.contacts.map((contact) => ({ ...contact, departedOn: untilThen(contact.departedOn) })),
    usage: { ...all.usage, days: all.usage.days.filter((each) => isKnown(each.day)) },
    tickets: all.tickets
      .filter(({ createdOn }) => isKnown(createdOn))
      .map((ticket) => ({ ...ticket, solvedOn: untilThen(ticket.solvedOn) })),
    surveys: all.surveys.filter(({ respondedOn }) => isKnown(respondedOn)),
    invoices: all.invoices.map((invoice) => ({ ...invoice, paidOn: untilThen(invoice.paidOn) })),
    churnEvents: all.churnEvents.filter(({ noticeDate, decisionDate }) => isKnown(noticeDate ?? decisionDate)),
  };
}

/** Values and their days; why a value is missing may be worded otherwise. */
const seen = (given: AccountFacts) =>
  Object.entries(observe(given)).map(([id, observation]) => [
    id,
    observation.value,
    observation.value === null ? null : observation.observedOn,
  ]);

test("what became known after the as-of day changes no measure", () => {
  fc.assert(
    fc.property(facts, (all) => {
      expect(seen(knownThen(all))).toEqual(seen(all));
    }),
    runs,
  );
});

test("the order of facts changes no measure, and every value is finite", () => {
  fc.assert(
    fc.property(facts, (all) => {
      const turned: AccountFacts = {
        ...all,
        subscriptions: all.subscriptions.toReversed(),
        contracts: all.contracts.toReversed(),
        contacts: all.contacts.toReversed(),
        usage: { ...all.usage, days: all.usage.days.toReversed() },
        tickets: all.tickets.toReversed(),
        surveys: all.surveys.toReversed(),
        invoices: all.invoices.toReversed(),
        churnEvents: all.churnEvents.toReversed(),
      };
      const values = seen(all);
      expect(seen(turned)).toEqual(values);
      expect(values.filter(([, value]) => value !== null && !Number.isFinite(value))).toEqual([]);
    }),
    runs,
  );
});

test("invoices and champions of more than a year ago are forgotten, whatever else there is", () => {
  const old = fc.integer({ min: 366, max: 2000 }).map((ago) => addDays(asOf, -ago));
  fc.assert(
    fc.property(facts, old, (all, day) => {
      const invoices = [...all.invoices, { dueOn: day, paidOn: null }];
      const champion = { roles: ["champion" as const], departedOn: day };
      const { invoice_overdue_days, champion_gone_days } = observe({ ...all, invoices });
      expect(invoice_overdue_days).toEqual(observe(all).invoice_overdue_days);
      const more = observe({ ...all, contacts: [...all.contacts, champion] }).champion_gone_days;
      expect(more.value).toBe(champion_gone_days.value);
      expect(more.value === null || more.value <= 365).toBe(true);
    }),
    runs,
  );
});

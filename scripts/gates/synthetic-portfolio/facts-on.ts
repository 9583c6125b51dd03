import {
  type AccountFacts,
  addDays,
  type CalendarDate,
  type CoverageByKind,
  factKinds,
  type SourceFact,
} from "@cs/models";
import { type AccountStory, factsOf } from "./account-story.ts";

/** What was known of an account on a day: later facts are not there, and states are those of the day. */
export function factsOn({ facts, days }: AccountStory, asOf: CalendarDate, from: CalendarDate): AccountFacts {
  const [customer] = factsOf(facts, "customers");
  const yearBefore = addDays(asOf, -364);
  const past = days.slice(0, daysUntil(days, asOf));
  const since = (length: number) => past.slice(daysUntil(days, addDays(asOf, -length)));
  const until = <Day extends CalendarDate | null>(day: Day) => (day !== null && day <= asOf ? day : null);
  const churnEvents = factsOf(facts, "churnEvents");
  return {
    clientId: customer?.externalId ?? "",
    asOf,
    segment: customer?.segment ?? null,
    lifecycleStage: null,
    customerSince: customer?.customerSince ?? null,
    coverage: Object.fromEntries(factKinds.map((kind) => [kind, { from, to: asOf }])) satisfies CoverageByKind,
    subscriptions: factsOf(facts, "subscriptions")
      .filter(({ startDate }) => startDate <= asOf)
      .map((line) => ({ ...line, endDate: until(line.endDate) })),
    contracts: factsOf(facts, "contracts")
      .filter(({ startDate }) => startDate <= asOf)
      .map((contract) => ({ ...contract, endDate: renewalAsAgreed(contract) })),
    contacts: factsOf(facts, "contacts").map(({ roles, departedOn }) => ({ roles, departedOn: until(departedOn) })),
    usage: {
      firstDay: past[0]?.day ?? null,
      lastDay: past.at(-1)?.day ?? null,
      days: since(84),
      features90: new Set(since(90).flatMap(({ features }) => [...features])).size,
      users30: past.length === 0 ? null : new Set(since(30).flatMap(({ users }) => [...users])).size,
    },
    tickets: factsOf(facts, "tickets").flatMap((ticket) => ticketOn(ticket, asOf)),
    surveys: factsOf(facts, "surveyResponses")
      .map(({ kind, score, respondedAt }) => ({ kind, score, respondedOn: respondedAt.slice(0, 10) }))
      .filter(({ respondedOn }) => respondedOn >= yearBefore && respondedOn <= asOf),
    invoices: factsOf(facts, "invoices")
      .filter(({ issuedOn }) => issuedOn <= asOf)
      .map(({ dueOn, paidOn }) => ({ dueOn, paidOn: until(paidOn) })),
    churnEvents: churnEvents
      .map((event) => ({ ...event, noticeDate: until(event.noticeDate), decisionDate: until(event.decisionDate) }))
      .filter(({ noticeDate, decisionDate, effectiveDate }) => noticeDate ?? decisionDate ?? until(effectiveDate)),
  };
}

/** How many of the days, which are ascending, are not after a day. */
function daysUntil(days: AccountStory["days"], last: CalendarDate): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle]?.day ?? "") <= last) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Contracts run for a year; one that was cut short did not say so before. */
function renewalAsAgreed({ startDate }: SourceFact<"contracts">): CalendarDate {
  const [year = "", rest = ""] = [startDate.slice(0, 4), startDate.slice(4)];
  return `${Number(year) + 1}${rest === "-02-29" ? "-02-28" : rest}`;
}

function ticketOn(ticket: SourceFact<"tickets">, asOf: CalendarDate): AccountFacts["tickets"][number][] {
  const createdOn = ticket.createdAt.slice(0, 10);
  const dayOf = (instant: string | null) =>
    instant !== null && instant.slice(0, 10) <= asOf ? instant.slice(0, 10) : null;
  const [solvedOn, repliedOn] = [dayOf(ticket.solvedAt), dayOf(ticket.firstRepliedAt)];
  if (createdOn > asOf || (createdOn < addDays(asOf, -364) && solvedOn !== null)) return [];
  const minutes = (Date.parse(ticket.firstRepliedAt ?? "") - Date.parse(ticket.createdAt)) / 60_000;
  return [
    {
      createdOn,
      solvedOn,
      priority: ticket.priority,
      firstReplyMinutes: repliedOn === null ? null : minutes,
      escalated: ticket.escalated,
    },
  ];
}

import type { CalendarDate, FactKind, SourceFact } from "@cs/models";

type DaysOf = { readonly [Kind in FactKind]: (fact: SourceFact<Kind>) => readonly (string | null)[] };

/** When something happened: a source can only tell of it afterwards. */
const happened: DaysOf = {
  customers: () => [],
  contacts: () => [],
  contracts: () => [],
  subscriptions: () => [],
  usage: (fact) => [fact.occurredAt],
  tickets: (fact) => [fact.createdAt, fact.solvedAt],
  surveyResponses: (fact) => [fact.respondedAt],
  invoices: (fact) => [fact.issuedOn, fact.paidOn],
  churnEvents: (fact) => [fact.noticeDate, fact.decisionDate],
};

/** When a term begins, which a source can tell in advance. */
const begins: DaysOf = {
  ...happened,
  customers: (fact) => [fact.customerSince],
  contracts: (fact) => [fact.startDate],
  subscriptions: (fact) => [fact.startDate],
};

/** Days on which a fact says that something happened; none for a term. */
export function daysHappened<Kind extends FactKind>(kind: Kind, fact: SourceFact<Kind>): CalendarDate[] {
  return happened[kind](fact).flatMap(dayOf);
}

/** Days on which a fact begins to hold: those of an event, or the first day of a term. */
export function daysBegun<Kind extends FactKind>(kind: Kind, fact: SourceFact<Kind>): CalendarDate[] {
  return begins[kind](fact).flatMap(dayOf);
}

function dayOf(moment: string | null): CalendarDate[] {
  return moment === null ? [] : [moment.slice(0, 10)];
}

/** First and last of many days, fed one by one. */
export class DayRange {
  first: CalendarDate | null = null;
  last: CalendarDate | null = null;

  add(day: CalendarDate): void {
    if (this.first === null || day < this.first) this.first = day;
    if (this.last === null || day > this.last) this.last = day;
  }
}

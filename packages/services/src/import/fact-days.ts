import type { CalendarDate, FactKind, SourceFact } from "@cs/models";

type DayOf = { readonly [Kind in FactKind]: (fact: SourceFact<Kind>) => readonly (string | null)[] };

/** The moments a fact reports as past. Terms that end in the future do not say how far a delivery reaches. */
const moments: DayOf = {
  customers: (fact) => [fact.customerSince],
  contacts: () => [],
  contracts: (fact) => [fact.startDate],
  subscriptions: (fact) => [fact.startDate],
  usage: (fact) => [fact.occurredAt],
  tickets: (fact) => [fact.createdAt, fact.solvedAt],
  surveyResponses: (fact) => [fact.respondedAt],
  invoices: (fact) => [fact.issuedOn, fact.paidOn],
  churnEvents: (fact) => [fact.noticeDate, fact.decisionDate],
};

/** Days on which a fact says something happened. */
export function factDays<Kind extends FactKind>(kind: Kind, fact: SourceFact<Kind>): CalendarDate[] {
  return moments[kind](fact).flatMap((moment) => (moment === null ? [] : [moment.slice(0, 10)]));
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

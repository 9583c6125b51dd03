import type { ChurnType } from "../customer/churn-event.ts";
import type { ContactRole } from "../customer/contact.ts";
import type { ClientId, LifecycleStage, Segment } from "../customer/customer-account.ts";
import type { SurveyKind } from "../feedback/survey-response.ts";
import type { TicketPriority } from "../support/support-ticket.ts";
import type { CalendarDate } from "../values/calendar-date.ts";
import type { Currency } from "../values/money.ts";
import type { FactKind } from "./source-fact.ts";

/** The days for which a kind of fact is known to be complete, over all accounts of the tenant. */
export interface Coverage {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** Which kinds of fact the tenant's sources deliver; a kind that is absent was never connected. */
export type CoverageByKind = Readonly<Partial<Record<FactKind, Coverage>>>;

/** Use of the product on one day. Days without use have no row. */
export interface UsageDay {
  readonly day: CalendarDate;
  readonly events: number;
  /** Null when the source does not count errors. */
  readonly errors: number | null;
}

export interface SubscriptionFactRow {
  readonly startDate: CalendarDate;
  readonly endDate: CalendarDate | null;
  readonly seats: number | null;
  readonly arr: number;
  readonly currency: Currency;
  readonly autoRenew: boolean | null;
}

export interface TicketFactRow {
  readonly createdOn: CalendarDate;
  readonly solvedOn: CalendarDate | null;
  readonly priority: TicketPriority | null;
  readonly firstReplyMinutes: number | null;
  readonly escalated: boolean;
}

export interface SurveyFactRow {
  readonly kind: SurveyKind;
  readonly score: number;
  readonly respondedOn: CalendarDate;
}

export interface InvoiceFactRow {
  readonly dueOn: CalendarDate;
  readonly paidOn: CalendarDate | null;
}

export interface ContactFactRow {
  readonly roles: readonly ContactRole[];
  readonly departedOn: CalendarDate | null;
}

export interface ChurnFactRow {
  readonly noticeDate: CalendarDate | null;
  readonly decisionDate: CalendarDate | null;
  readonly effectiveDate: CalendarDate | null;
  readonly type: ChurnType | null;
}

export interface ContractFactRow {
  readonly startDate: CalendarDate;
  readonly endDate: CalendarDate | null;
  readonly noticeDays: number | null;
  readonly autoRenew: boolean | null;
}

/**
 * Everything that is known of one account on the day `asOf`, and nothing later. Lists hold everything where they hold
 * states (subscriptions, contracts, contacts, churn, open tickets, unpaid invoices) and reach back 365 days where they
 * hold what is over (solved tickets, paid invoices, survey answers). Past states are rebuilt from dates: a ticket solved
 * after `asOf` has `solvedOn: null`, an invoice paid later `paidOn: null`. `segment` and `lifecycleStage` are known only
 * as they are now.
 */
export interface AccountFacts {
  readonly clientId: ClientId;
  readonly asOf: CalendarDate;
  readonly segment: Segment | null;
  readonly lifecycleStage: LifecycleStage | null;
  readonly customerSince: CalendarDate | null;
  readonly coverage: CoverageByKind;
  readonly subscriptions: readonly SubscriptionFactRow[];
  readonly contracts: readonly ContractFactRow[];
  readonly contacts: readonly ContactFactRow[];
  readonly usage: {
    /** First and last day of use ever, up to `asOf`; null when none was recorded. */
    readonly firstDay: CalendarDate | null;
    readonly lastDay: CalendarDate | null;
    /** The 84 days up to and with `asOf`. */
    readonly days: readonly UsageDay[];
    /** Distinct features used in the 90 days up to `asOf`. */
    readonly features90: number;
    /** Distinct users in the 30 days up to `asOf`; null when the source counts without users. */
    readonly users30: number | null;
  };
  readonly tickets: readonly TicketFactRow[];
  readonly surveys: readonly SurveyFactRow[];
  readonly invoices: readonly InvoiceFactRow[];
  readonly churnEvents: readonly ChurnFactRow[];
}

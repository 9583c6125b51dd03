import type { FactKind, SourceFact } from "@cs/models";
import type { Tables } from "../../schema/tables.ts";

/** Kinds that live in a table of their own; `customers` become accounts instead. */
export type StoredFactKind = Exclude<FactKind, "customers">;

type Columns = Readonly<Record<string, unknown>>;

export interface FactTable<Kind extends StoredFactKind> {
  /** Where ids and content hashes stand; for all kinds but usage the columns stand there too. */
  readonly table: keyof Tables;
  /** Events never change once recorded; states follow what the source says now. */
  readonly nature: "event" | "state";
  readonly columns: (fact: SourceFact<Kind>) => Columns;
}

/** Where each kind of fact is stored. */
export const factTables: { readonly [Kind in StoredFactKind]: FactTable<Kind> } = {
  contacts: {
    table: "contacts",
    nature: "state",
    columns: (fact) => ({
      full_name: fact.fullName,
      email: fact.email,
      title: fact.title,
      roles: fact.roles,
      departed_on: fact.departedOn,
    }),
  },
  contracts: {
    table: "contracts",
    nature: "state",
    columns: (fact) => ({
      type: fact.type,
      start_date: fact.startDate,
      end_date: fact.endDate,
      notice_days: fact.noticeDays,
      auto_renew: fact.autoRenew,
    }),
  },
  subscriptions: {
    table: "subscriptions",
    nature: "state",
    columns: (fact) => ({
      product: fact.product,
      start_date: fact.startDate,
      end_date: fact.endDate,
      seats: fact.seats,
      arr: fact.arr,
      currency: fact.currency,
      auto_renew: fact.autoRenew,
    }),
  },
  usage: {
    table: "usage_event_keys",
    nature: "event",
    columns: (fact) => ({
      feature: fact.feature,
      occurred_at: fact.occurredAt,
      quantity: fact.quantity,
      duration_seconds: fact.durationSeconds,
      errors: fact.errors,
      user_ref: fact.user,
    }),
  },
  tickets: {
    table: "tickets",
    nature: "state",
    columns: (fact) => ({
      subject: fact.subject,
      priority: fact.priority,
      status: fact.status,
      created_at: fact.createdAt,
      first_replied_at: fact.firstRepliedAt,
      solved_at: fact.solvedAt,
      escalated: fact.escalated,
    }),
  },
  surveyResponses: {
    table: "survey_responses",
    nature: "event",
    columns: (fact) => ({
      kind: fact.kind,
      score: fact.score,
      responded_at: fact.respondedAt,
      comment: fact.comment,
    }),
  },
  invoices: {
    table: "invoices",
    nature: "state",
    columns: (fact) => ({
      issued_on: fact.issuedOn,
      due_on: fact.dueOn,
      paid_on: fact.paidOn,
      amount: fact.amount,
      currency: fact.currency,
      status: fact.status,
    }),
  },
  churnEvents: {
    table: "churn_events",
    nature: "event",
    columns: (fact) => ({
      notice_date: fact.noticeDate,
      decision_date: fact.decisionDate,
      effective_date: fact.effectiveDate,
      type: fact.type,
      reason: fact.reason,
      note: fact.note,
    }),
  },
};

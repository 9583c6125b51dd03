import type { FactKind } from "@cs/models";

/** How the text of a cell becomes the value of a field. */
export type FieldType = "text" | "integer" | "boolean" | "date" | "instant" | "money" | "list";

export interface Field {
  readonly type: FieldType;
  /** Value of a field that the mapping does not name; a field without one must be mapped. */
  readonly absent?: null | readonly [] | 1;
}

const required = (type: FieldType): Field => ({ type });
const optional = (type: FieldType): Field => ({ type, absent: null });

/** The fields of each kind of fact that a mapping can fill. */
export const factFields: Readonly<Record<FactKind, Readonly<Record<string, Field>>>> = {
  customers: {
    externalId: required("text"),
    clientName: required("text"),
    domains: { type: "list", absent: [] },
    industry: optional("text"),
    country: optional("text"),
    planTier: optional("text"),
    segment: optional("text"),
    touchModel: optional("text"),
    csm: optional("text"),
    lifecycleStage: optional("text"),
    customerSince: optional("date"),
  },
  contacts: {
    externalId: required("text"),
    customer: required("text"),
    fullName: required("text"),
    email: optional("text"),
    title: optional("text"),
    roles: { type: "list", absent: [] },
    departedOn: optional("date"),
  },
  contracts: {
    externalId: required("text"),
    customer: required("text"),
    type: required("text"),
    startDate: required("date"),
    endDate: optional("date"),
    noticeDays: optional("integer"),
    autoRenew: optional("boolean"),
  },
  subscriptions: {
    externalId: required("text"),
    customer: required("text"),
    product: required("text"),
    startDate: required("date"),
    endDate: optional("date"),
    seats: optional("integer"),
    arr: required("money"),
    currency: required("text"),
    autoRenew: optional("boolean"),
  },
  usage: {
    externalId: required("text"),
    customer: optional("text"),
    subscription: optional("text"),
    feature: required("text"),
    occurredAt: required("instant"),
    // A row without a count is one event.
    quantity: { type: "integer", absent: 1 },
    durationSeconds: optional("integer"),
    errors: optional("integer"),
    user: optional("text"),
  },
  tickets: {
    externalId: required("text"),
    customer: required("text"),
    subject: optional("text"),
    priority: optional("text"),
    status: required("text"),
    createdAt: required("instant"),
    firstRepliedAt: optional("instant"),
    solvedAt: optional("instant"),
    escalated: required("boolean"),
  },
  surveyResponses: {
    externalId: required("text"),
    customer: required("text"),
    kind: required("text"),
    score: required("integer"),
    respondedAt: required("instant"),
    comment: optional("text"),
  },
  invoices: {
    externalId: required("text"),
    customer: required("text"),
    issuedOn: required("date"),
    dueOn: required("date"),
    paidOn: optional("date"),
    amount: required("money"),
    currency: required("text"),
    status: required("text"),
  },
  churnEvents: {
    externalId: required("text"),
    customer: required("text"),
    noticeDate: optional("date"),
    decisionDate: optional("date"),
    effectiveDate: optional("date"),
    type: optional("text"),
    reason: optional("text"),
    note: optional("text"),
  },
};

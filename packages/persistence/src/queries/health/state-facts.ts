import {
  addDays,
  type ChurnFactRow,
  type ClientId,
  type ContactFactRow,
  type ContractFactRow,
  type InvoiceFactRow,
  type SubscriptionFactRow,
} from "@cs/models";
import { sql } from "kysely";
import type { RowsOf } from "../rows-together.ts";
import type { FactsRequest } from "./facts-request.ts";
import { groupByClient, type OfClient } from "./group-by-client.ts";

/** Contracts, subscriptions, contacts, invoices and churn as they stood on the day. */
export function stateQueries({ clientIds, asOf }: FactsRequest) {
  const subscriptions = sql<OfClient<SubscriptionFactRow>>`
    SELECT client_id AS "clientId", start_date AS "startDate", end_date AS "endDate", seats, arr, currency,
           auto_renew AS "autoRenew"
    FROM cs.subscriptions
    WHERE client_id = ANY(${clientIds}) AND start_date <= ${asOf}
    ORDER BY start_date, external_id
  `;
  const contracts = sql<OfClient<ContractFactRow>>`
    SELECT client_id AS "clientId", start_date AS "startDate", end_date AS "endDate", notice_days AS "noticeDays",
           auto_renew AS "autoRenew"
    FROM cs.contracts
    WHERE client_id = ANY(${clientIds}) AND start_date <= ${asOf}
    ORDER BY start_date, external_id
  `;
  const contacts = sql<OfClient<ContactFactRow>>`
    SELECT client_id AS "clientId", roles,
           CASE WHEN departed_on <= ${asOf} THEN departed_on END AS "departedOn"
    FROM cs.contacts
    WHERE client_id = ANY(${clientIds})
    ORDER BY external_id
  `;
  const invoices = sql<OfClient<InvoiceFactRow>>`
    SELECT client_id AS "clientId", due_on AS "dueOn", CASE WHEN paid_on <= ${asOf} THEN paid_on END AS "paidOn"
    FROM cs.invoices
    WHERE client_id = ANY(${clientIds}) AND issued_on <= ${asOf}
      AND (paid_on IS NULL OR paid_on > ${addDays(asOf, -365)})
    ORDER BY due_on, external_id
  `;
  // A date after the day was not known on the day, unless an earlier one announced it.
  const churnEvents = sql<OfClient<ChurnFactRow>>`
    SELECT client_id AS "clientId", type,
           CASE WHEN notice_date <= ${asOf} THEN notice_date END AS "noticeDate",
           CASE WHEN decision_date <= ${asOf} THEN decision_date END AS "decisionDate",
           effective_date AS "effectiveDate"
    FROM cs.churn_events
    WHERE client_id = ANY(${clientIds}) AND least(notice_date, decision_date, effective_date) <= ${asOf}
    ORDER BY least(notice_date, decision_date, effective_date), external_id
  `;
  return { subscriptions, contracts, contacts, invoices, churnEvents };
}

/** The same by account. */
export function stateFacts(rows: RowsOf<ReturnType<typeof stateQueries>>) {
  const subscriptionsOf = groupByClient(rows.subscriptions);
  const contractsOf = groupByClient(rows.contracts);
  const contactsOf = groupByClient(rows.contacts);
  const invoicesOf = groupByClient(rows.invoices);
  const churnEventsOf = groupByClient(rows.churnEvents);
  return (clientId: ClientId) => ({
    subscriptions: subscriptionsOf(clientId),
    contracts: contractsOf(clientId),
    contacts: contactsOf(clientId),
    invoices: invoicesOf(clientId),
    churnEvents: churnEventsOf(clientId),
  });
}

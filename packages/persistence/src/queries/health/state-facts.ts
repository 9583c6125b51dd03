import {
  addDays,
  type ChurnFactRow,
  type ClientId,
  type ContactFactRow,
  type ContractFactRow,
  type InvoiceFactRow,
  type SubscriptionFactRow,
} from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import type { FactsRequest } from "./facts-request.ts";
import { groupByClient } from "./group-by-client.ts";

type OfClient<Row> = Row & { clientId: ClientId };

/** Contracts, subscriptions, contacts, invoices and churn as they stood on the day. */
export async function stateFacts(trx: Transaction<Tables>, { clientIds, asOf }: FactsRequest) {
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
  const [subscriptionsOf, contractsOf, contactsOf, invoicesOf, churnEventsOf] = await Promise.all([
    subscriptions.execute(trx).then(({ rows }) => groupByClient(rows)),
    contracts.execute(trx).then(({ rows }) => groupByClient(rows)),
    contacts.execute(trx).then(({ rows }) => groupByClient(rows)),
    invoices.execute(trx).then(({ rows }) => groupByClient(rows)),
    churnEvents.execute(trx).then(({ rows }) => groupByClient(rows)),
  ]);
  return (clientId: ClientId) => ({
    subscriptions: subscriptionsOf(clientId),
    contracts: contractsOf(clientId),
    contacts: contactsOf(clientId),
    invoices: invoicesOf(clientId),
    churnEvents: churnEventsOf(clientId),
  });
}

import type { ClientId, TimelineEventType } from "@cs/models";
import { type RawBuilder, sql } from "kysely";

export interface TimelineSource {
  readonly type: TimelineEventType;
  /** Selects "occurredAt", source, "sourceRef", detail (jsonb) and "customerText". */
  readonly query: RawBuilder<unknown>;
}

interface EventQuery {
  readonly table: string;
  readonly at: RawBuilder<unknown>;
  readonly detail: string;
  readonly customerText?: string;
  readonly where?: string;
}

/** The query behind each type of event. A calendar date counts as midnight in the tenant's zone. */
export function timelineSources(scope: { readonly clientId: ClientId; readonly timeZone: string }): TimelineSource[] {
  const midnight = (column: string) => sql`(${sql.raw(column)}::timestamp AT TIME ZONE ${scope.timeZone})`;
  const at = (column: string) => sql.raw(column);
  const ofFacts = ({ table, at: time, detail, customerText = "NULL::text", where = "true" }: EventQuery) => sql`
    SELECT ${time} AS "occurredAt", source, external_id AS "sourceRef", jsonb_build_object(${sql.raw(detail)}) AS detail,
           ${sql.raw(customerText)} AS "customerText"
    FROM cs.${sql.id(table)}
    WHERE client_id = ${scope.clientId} AND ${time} IS NOT NULL AND ${sql.raw(where)}`;
  const subscription = "'product', product, 'seats', seats, 'arr', arr, 'currency', currency";
  const contact = "'roles', roles, 'title', title";
  return [
    { type: "account_registered", query: registered(scope.clientId) },
    { type: "account_updated", query: updated(scope.clientId) },
    { type: "stage_changed", query: moved(scope.clientId) },
    {
      type: "contact_added",
      query: ofFacts({ table: "contacts", at: at("first_recorded_at"), detail: contact, customerText: "full_name" }),
    },
    {
      type: "contact_departed",
      query: ofFacts({ table: "contacts", at: midnight("departed_on"), detail: contact, customerText: "full_name" }),
    },
    {
      type: "contract_started",
      query: ofFacts({ table: "contracts", at: midnight("start_date"), detail: "'type', type, 'endDate', end_date" }),
    },
    {
      type: "contract_ends",
      query: ofFacts({ table: "contracts", at: midnight("end_date"), detail: "'type', type, 'autoRenew', auto_renew" }),
    },
    {
      type: "subscription_started",
      query: ofFacts({ table: "subscriptions", at: midnight("start_date"), detail: subscription }),
    },
    {
      type: "subscription_ended",
      query: ofFacts({ table: "subscriptions", at: midnight("end_date"), detail: subscription }),
    },
    {
      type: "ticket_created",
      query: ofFacts({
        table: "tickets",
        at: at("created_at"),
        detail: "'priority', priority",
        customerText: "subject",
      }),
    },
    {
      type: "ticket_solved",
      query: ofFacts({
        table: "tickets",
        at: at("solved_at"),
        detail: "'priority', priority, 'hours', round(extract(epoch FROM solved_at - created_at) / 3600, 1)",
        customerText: "subject",
      }),
    },
    {
      type: "survey_answered",
      query: ofFacts({
        table: "survey_responses",
        at: at("responded_at"),
        detail: "'kind', kind, 'score', score",
        customerText: "comment",
      }),
    },
    {
      type: "invoice_issued",
      query: ofFacts({
        table: "invoices",
        at: midnight("issued_on"),
        detail: "'amount', amount, 'currency', currency, 'dueOn', due_on",
      }),
    },
    {
      type: "invoice_paid",
      query: ofFacts({
        table: "invoices",
        at: midnight("paid_on"),
        detail: "'amount', amount, 'currency', currency, 'dueOn', due_on",
      }),
    },
    {
      type: "churn_recorded",
      query: ofFacts({
        table: "churn_events",
        at: midnight("least(notice_date, decision_date, effective_date)"),
        detail: "'type', type, 'reason', reason, 'effectiveDate', effective_date",
        customerText: "note",
      }),
    },
    { type: "health_scored", query: scored(scope.clientId) },
    { type: "message_sent", query: sent(scope.clientId) },
  ];
}

function registered(clientId: ClientId): RawBuilder<unknown> {
  return sql`
    SELECT created_at AS "occurredAt", 'product' AS source, client_id AS "sourceRef", '{}'::jsonb AS detail,
           NULL::text AS "customerText"
    FROM cs.accounts WHERE client_id = ${clientId}`;
}

function updated(clientId: ClientId): RawBuilder<unknown> {
  return sql`
    SELECT occurred_at AS "occurredAt", 'product' AS source, audit_id AS "sourceRef",
           jsonb_build_object('actor', actor, 'reason', reason, 'changes', changes) AS detail, NULL::text AS "customerText"
    FROM cs.audit_entries WHERE client_id = ${clientId} AND operation = 'update_client_info'`;
}

function moved(clientId: ClientId): RawBuilder<unknown> {
  return sql`
    SELECT recorded_at AS "occurredAt", 'product' AS source, transition_id AS "sourceRef",
           jsonb_build_object('from', from_stage, 'to', to_stage, 'operation', operation, 'actor', actor) AS detail,
           NULL::text AS "customerText"
    FROM cs.lifecycle_transitions WHERE client_id = ${clientId}`;
}

/** What was put into a subject may have been written by customers. */
function sent(clientId: ClientId): RawBuilder<unknown> {
  return sql`
    SELECT sent_at AS "occurredAt", 'product' AS source, message_id AS "sourceRef",
           jsonb_build_object('category', category, 'state', state, 'author', author) AS detail,
           subject AS "customerText"
    FROM cs.messages WHERE client_id = ${clientId} AND sent_at IS NOT NULL`;
}

function scored(clientId: ClientId): RawBuilder<unknown> {
  return sql`
    SELECT standing_since AS "occurredAt", 'product' AS source, snapshot_id AS "sourceRef",
           jsonb_build_object('score', score, 'band', band, 'asOf', as_of) AS detail, NULL::text AS "customerText"
    FROM cs.health_standings
    WHERE client_id = ${clientId}`;
}

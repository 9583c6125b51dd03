import { type Kysely, sql } from "kysely";
import { factColumns, oneOf, secureTenantTable } from "./tenant-table.ts";

const tables = [
  "contacts",
  "contracts",
  "subscriptions",
  "usage_events",
  "tickets",
  "survey_responses",
  "invoices",
  "churn_events",
];

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.contacts (
      ${factColumns},
      full_name text NOT NULL,
      email text,
      title text,
      roles text[] NOT NULL,
      departed_on date
    )
  `.execute(db);
  await sql`
    CREATE TABLE cs.contracts (
      ${factColumns},
      type text NOT NULL ${oneOf("type", "subscription pilot services")},
      start_date date NOT NULL,
      end_date date,
      notice_days integer CHECK (notice_days >= 0),
      auto_renew boolean
    )
  `.execute(db);
  await sql`
    CREATE TABLE cs.subscriptions (
      ${factColumns},
      product text NOT NULL,
      start_date date NOT NULL,
      end_date date,
      seats integer CHECK (seats >= 0),
      arr bigint NOT NULL CHECK (arr >= 0),
      currency text NOT NULL,
      auto_renew boolean
    )
  `.execute(db);
  await sql`
    CREATE TABLE cs.usage_events (
      ${factColumns},
      feature text NOT NULL,
      occurred_at timestamptz NOT NULL,
      quantity bigint NOT NULL CHECK (quantity >= 0),
      duration_seconds bigint CHECK (duration_seconds >= 0),
      errors bigint CHECK (errors >= 0),
      user_ref text
    )
  `.execute(db);
  await sql`
    CREATE TABLE cs.tickets (
      ${factColumns},
      subject text,
      priority text ${oneOf("priority", "P0 P1 P2 P3 P4")},
      status text NOT NULL ${oneOf("status", "new open pending on_hold solved closed")},
      created_at timestamptz NOT NULL,
      first_replied_at timestamptz,
      solved_at timestamptz CHECK (solved_at >= created_at),
      escalated boolean NOT NULL
    )
  `.execute(db);
  await sql`
    CREATE TABLE cs.survey_responses (
      ${factColumns},
      kind text NOT NULL ${oneOf("kind", "nps csat ces")},
      score integer NOT NULL,
      responded_at timestamptz NOT NULL,
      comment text
    )
  `.execute(db);
  await sql`
    CREATE TABLE cs.invoices (
      ${factColumns},
      issued_on date NOT NULL,
      due_on date NOT NULL,
      paid_on date,
      amount bigint NOT NULL,
      currency text NOT NULL,
      status text NOT NULL ${oneOf("status", "open paid overdue disputed uncollectible")}
    )
  `.execute(db);
  await sql`
    CREATE TABLE cs.churn_events (
      ${factColumns},
      notice_date date,
      decision_date date,
      effective_date date,
      type text ${oneOf("type", "full non_renewal downgrade seat_reduction involuntary")},
      reason text ${oneOf("reason", "no_decision deprioritised budget_freeze orphaned_renewal lack_of_adoption product_value_gap product_quality sponsor_loss budget_loss corporate_decision competitive_displacement involuntary other")},
      note text,
      CHECK (num_nonnulls(notice_date, decision_date, effective_date) > 0)
    )
  `.execute(db);
  await sql`
    CREATE TABLE cs.data_coverage (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      source text NOT NULL,
      kind text NOT NULL ${oneOf("kind", "customers contacts contracts subscriptions usage tickets surveyResponses invoices churnEvents")},
      covers_from date NOT NULL,
      covers_to date NOT NULL CHECK (covers_to >= covers_from),
      recorded_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, source, kind)
    )
  `.execute(db);
  await sql`CREATE INDEX usage_events_by_time ON cs.usage_events (tenant_id, client_id, occurred_at)`.execute(db);
  for (const table of tables) {
    if (table !== "usage_events") {
      await sql`CREATE INDEX ${sql.id(`${table}_by_client`)} ON ${sql.table(`cs.${table}`)} (tenant_id, client_id)`.execute(
        db,
      );
    }
    await secureTenantTable(db, table);
  }
  await secureTenantTable(db, "data_coverage");
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE cs.data_coverage`.execute(db);
  for (const table of tables) await sql`DROP TABLE ${sql.table(`cs.${table}`)}`.execute(db);
}

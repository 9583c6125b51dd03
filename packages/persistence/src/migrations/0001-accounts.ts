import { type Kysely, sql } from "kysely";
import { oneOf, secureTenantTable } from "./tenant-table.ts";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.tenants (
      tenant_id text PRIMARY KEY,
      name text NOT NULL,
      time_zone text NOT NULL,
      reporting_currency text NOT NULL,
      demo_as_of date,
      active_scorecard_id text,
      active_scorecard_version integer,
      created_at timestamptz NOT NULL DEFAULT now()
    )
  `.execute(db);
  await sql`
    CREATE TABLE cs.accounts (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      client_id text NOT NULL,
      client_name text NOT NULL,
      domains text[] NOT NULL,
      industry text,
      country text,
      plan_tier text ${oneOf("plan_tier", "starter standard professional enterprise")},
      segment text ${oneOf("segment", "enterprise mid_market smb startup")},
      touch_model text ${oneOf("touch_model", "high mid low digital")},
      csm text,
      lifecycle_stage text ${oneOf("lifecycle_stage", "onboarding adoption value_realization growth renewal churned won_back")},
      customer_since date,
      version bigint NOT NULL DEFAULT 1,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      deleted_at timestamptz,
      PRIMARY KEY (tenant_id, client_id)
    )
  `.execute(db);
  await sql`CREATE INDEX accounts_by_name ON cs.accounts (tenant_id, lower(client_name), client_id)`.execute(db);
  await sql`
    CREATE TABLE cs.external_refs (
      tenant_id text NOT NULL,
      source text NOT NULL,
      external_id text NOT NULL,
      client_id text NOT NULL,
      content_hash text,
      recorded_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, source, external_id),
      FOREIGN KEY (tenant_id, client_id) REFERENCES cs.accounts (tenant_id, client_id)
    )
  `.execute(db);
  await sql`CREATE INDEX external_refs_by_client ON cs.external_refs (tenant_id, client_id)`.execute(db);
  for (const table of ["tenants", "accounts", "external_refs"]) await secureTenantTable(db, table);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE cs.external_refs, cs.accounts, cs.tenants`.execute(db);
}

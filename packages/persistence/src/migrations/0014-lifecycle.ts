import { type Kysely, sql } from "kysely";
import { oneOf, secureTenantTable } from "./tenant-table.ts";

const stages = "onboarding adoption value_realization growth renewal churned won_back";

/** Every change of stage from here on. Those of before were not kept, and nothing is made up for them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.lifecycle_transitions (
      tenant_id text NOT NULL,
      transition_id text NOT NULL,
      client_id text NOT NULL,
      from_stage text ${oneOf("from_stage", stages)},
      to_stage text ${oneOf("to_stage", stages)},
      entered_on date,
      operation text NOT NULL,
      actor text NOT NULL,
      reason text,
      recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (tenant_id, transition_id),
      FOREIGN KEY (tenant_id, client_id) REFERENCES cs.accounts (tenant_id, client_id),
      CHECK (from_stage IS DISTINCT FROM to_stage)
    )
  `.execute(db);
  await sql`
    CREATE INDEX lifecycle_transitions_by_client
    ON cs.lifecycle_transitions (tenant_id, client_id, recorded_at, transition_id)
  `.execute(db);
  await secureTenantTable(db, "lifecycle_transitions");
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE cs.lifecycle_transitions`.execute(db);
}

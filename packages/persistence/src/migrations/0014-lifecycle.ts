import { type Kysely, sql } from "kysely";
import { oneOf, secureTenantTable } from "./tenant-table.ts";

const stages = "onboarding adoption value_realization growth renewal churned won_back";

/** Stages and milestones of accounts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTransitions(db);
  await createMilestones(db);
  const tables = ["lifecycle_transitions", "milestones", "milestone_achievements"];
  for (const table of tables) await secureTenantTable(db, table);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE cs.milestone_achievements, cs.milestones, cs.lifecycle_transitions`.execute(db);
}

/** Every change of stage from here on. Those of before were not kept, and nothing is made up for them. */
async function createTransitions(db: Kysely<unknown>): Promise<void> {
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
}

/** An achievement that moves to an earlier day is another row: the earliest one holds. */
async function createMilestones(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.milestones (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      milestone_id text NOT NULL,
      version integer NOT NULL,
      definition jsonb NOT NULL,
      retired boolean NOT NULL,
      published_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, milestone_id, version)
    )
  `.execute(db);
  await sql`
    CREATE TABLE cs.milestone_achievements (
      tenant_id text NOT NULL,
      client_id text NOT NULL,
      milestone_id text NOT NULL,
      version integer NOT NULL,
      achieved_on date NOT NULL,
      recorded_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, client_id, milestone_id, version, achieved_on),
      FOREIGN KEY (tenant_id, client_id) REFERENCES cs.accounts (tenant_id, client_id),
      FOREIGN KEY (tenant_id, milestone_id, version) REFERENCES cs.milestones (tenant_id, milestone_id, version)
    )
  `.execute(db);
}

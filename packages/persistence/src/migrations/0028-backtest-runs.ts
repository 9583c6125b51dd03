import { type Kysely, sql } from "kysely";
import { oneOf, secureTenantTable } from "./tenant-table.ts";

/** Back-tests that run or have ended, with how far each has come. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.backtest_runs (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      run_id text NOT NULL,
      author text NOT NULL,
      step text NOT NULL DEFAULT 'reading' ${oneOf("step", "reading testing")},
      done integer NOT NULL DEFAULT 0,
      total integer NOT NULL DEFAULT 0,
      started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      ended_at timestamptz,
      model_id text,
      failure text,
      PRIMARY KEY (tenant_id, run_id),
      FOREIGN KEY (tenant_id, model_id) REFERENCES cs.churn_models (tenant_id, model_id),
      CHECK ((ended_at IS NULL) = (model_id IS NULL AND failure IS NULL))
    )
  `.execute(db);
  await sql`
    CREATE INDEX backtest_runs_newest ON cs.backtest_runs (tenant_id, started_at DESC, run_id DESC)
  `.execute(db);
  await secureTenantTable(db, "backtest_runs");
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE cs.backtest_runs`.execute(db);
}

import { type Kysely, sql } from "kysely";
import { oneOf, secureTenantTable } from "./tenant-table.ts";

/** Back-tests with the models they trained, and what was predicted of accounts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.churn_models (
      tenant_id text NOT NULL REFERENCES cs.tenants (tenant_id),
      model_id text NOT NULL,
      kind text NOT NULL ${oneOf("kind", "logistic gradient_boosting")},
      first_day date NOT NULL,
      last_day date NOT NULL,
      watched_until date NOT NULL,
      account_months integer NOT NULL,
      accounts integer NOT NULL,
      leavers integer NOT NULL,
      leads jsonb NOT NULL,
      horizons jsonb NOT NULL,
      author text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (tenant_id, model_id)
    )
  `.execute(db);
  await sql`
    CREATE INDEX churn_models_newest ON cs.churn_models (tenant_id, created_at DESC, model_id DESC)
  `.execute(db);
  await sql`
    CREATE TABLE cs.churn_predictions (
      tenant_id text NOT NULL,
      prediction_id text NOT NULL,
      client_id text NOT NULL,
      as_of date NOT NULL,
      horizon_months integer NOT NULL,
      model_id text,
      input_hash text NOT NULL,
      probability double precision CHECK (probability BETWEEN 0 AND 1),
      result jsonb NOT NULL,
      author text NOT NULL,
      predicted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (tenant_id, prediction_id),
      UNIQUE (tenant_id, client_id, as_of, horizon_months, input_hash),
      FOREIGN KEY (tenant_id, client_id) REFERENCES cs.accounts (tenant_id, client_id),
      FOREIGN KEY (tenant_id, model_id) REFERENCES cs.churn_models (tenant_id, model_id)
    )
  `.execute(db);
  await sql`
    CREATE INDEX churn_predictions_by_client
    ON cs.churn_predictions (tenant_id, client_id, predicted_at DESC, prediction_id DESC)
  `.execute(db);
  for (const table of ["churn_models", "churn_predictions"]) await secureTenantTable(db, table);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE cs.churn_predictions, cs.churn_models`.execute(db);
}

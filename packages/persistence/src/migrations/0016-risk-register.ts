import { type Kysely, sql } from "kysely";
import { oneOf, secureTenantTable } from "./tenant-table.ts";

/** Risks of accounts and what is done about them. Every change is another version: nothing is overwritten. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE cs.risk_register (
      tenant_id text NOT NULL,
      client_id text NOT NULL,
      factor text NOT NULL,
      version integer NOT NULL CHECK (version > 0),
      status text NOT NULL ${oneOf("status", "open mitigating accepted closed")},
      owner text,
      mitigation text,
      due_on date,
      level text NOT NULL ${oneOf("level", "low medium high unknown")},
      value double precision,
      as_of date NOT NULL,
      author text NOT NULL,
      recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (tenant_id, client_id, factor, version),
      FOREIGN KEY (tenant_id, client_id) REFERENCES cs.accounts (tenant_id, client_id)
    )
  `.execute(db);
  await secureTenantTable(db, "risk_register");
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE cs.risk_register`.execute(db);
}

import { PersistenceError } from "@cs/models";
import { Kysely, PostgresDialect, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { installJobs, removeJobs } from "../jobs/install-jobs.ts";
import { migrations } from "../migrations/index.ts";
import { functionGrants, grants } from "../schema/grants.ts";
import { limitSchema, limitTable } from "../schema/limit-table.ts";
import { writeCountSchema, writeCountTable } from "../schema/write-counts.ts";
import type { Database } from "./database.ts";
import { createPool } from "./pool.ts";

export interface MigrateOptions {
  /** Login of the role that owns the schema. */
  readonly adminUrl: string;
  /** Name of the role the application logs in with; it gets exactly the privileges listed in `schema/grants.ts`. */
  readonly applicationRole: string;
}

/** Where the migrator keeps what ran; the only tables without rows of tenants. */
export const migrationTables = ["schema_migrations", "schema_migrations_lock"] as const;

/**
 * Brings the schema to the newest version and returns the migrations that ran. Safe to call from several processes at
 * once: an advisory lock lets one work while the others wait and find nothing left to do.
 */
export async function migrate({ adminUrl, applicationRole }: MigrateOptions): Promise<string[]> {
  return withMigrator(adminUrl, async (migrator, db) => {
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error) throw failed(error);
    await grantToApplication(db, applicationRole);
    await installJobs(db, adminUrl, applicationRole);
    return results.map((result) => result.migrationName);
  });
}

/** Undoes every migration. All data is lost; meant for tests. */
export async function migrateDown(adminUrl: string): Promise<void> {
  await withMigrator(adminUrl, async (migrator, db) => {
    await removeJobs(db);
    for (;;) {
      const { error, results = [] } = await migrator.migrateDown();
      if (error) throw failed(error);
      if (results.length === 0) return;
    }
  });
}

/** Names of the migrations that have not run yet. */
export async function pendingMigrations(db: Database): Promise<string[]> {
  const table = await sql<{ found: boolean }>`
    SELECT to_regclass('cs.schema_migrations') IS NOT NULL AS found
  `.execute(db);
  const names = Object.keys(migrations);
  if (!table.rows[0]?.found) return names;
  const done = await sql<{ name: string }>`SELECT name FROM cs.schema_migrations`.execute(db);
  const ran = new Set(done.rows.map((row) => row.name));
  return names.filter((name) => !ran.has(name));
}

async function withMigrator<T>(url: string, work: (migrator: Migrator, db: Kysely<unknown>) => Promise<T>): Promise<T> {
  const pool = createPool({ url, size: 2 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({
      db,
      provider: { getMigrations: async () => ({ ...migrations }) },
      migrationTableName: migrationTables[0],
      migrationLockTableName: migrationTables[1],
      migrationTableSchema: "cs",
    });
    return await work(migrator, db);
  } finally {
    await db.destroy();
  }
}

/** Runs on every start, so that a new application role gets its rights without a new migration. */
async function grantToApplication(db: Kysely<unknown>, role: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // Two processes that grant on one table at once fail with "tuple concurrently updated".
    await sql`SELECT pg_advisory_xact_lock(hashtext('cs.grants'))`.execute(trx);
    await sql`GRANT USAGE ON SCHEMA cs TO ${sql.id(role)}`.execute(trx);
    await sql`GRANT SELECT ON cs.schema_migrations TO ${sql.id(role)}`.execute(trx);
    for (const [table, privileges] of Object.entries(grants)) {
      await sql`GRANT ${sql.raw(privileges.join(", "))} ON ${sql.table(`cs.${table}`)} TO ${sql.id(role)}`.execute(trx);
    }
    await sql`GRANT USAGE ON SCHEMA ${sql.id(limitSchema)} TO ${sql.id(role)}`.execute(trx);
    await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON ${sql.id(limitSchema, limitTable)} TO ${sql.id(role)}`.execute(
      trx,
    );
    await sql`GRANT USAGE ON SCHEMA ${sql.id(writeCountSchema)} TO ${sql.id(role)}`.execute(trx);
    await sql`GRANT SELECT ON ${sql.id(writeCountSchema, writeCountTable)} TO ${sql.id(role)}`.execute(trx);
    for (const name of functionGrants) {
      await sql`GRANT EXECUTE ON FUNCTION ${sql.id("cs", name)} TO ${sql.id(role)}`.execute(trx);
    }
  });
}

function failed(cause: unknown): PersistenceError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new PersistenceError(`The database schema could not be brought up to date: ${reason}`, {
    cause,
    hint: "Check that DATABASE_ADMIN_URL logs in as the owner of the database.",
  });
}

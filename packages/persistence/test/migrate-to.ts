import type { DatabaseUrls } from "@cs/testing";
import { Kysely, PostgresDialect } from "kysely";
import { Migrator } from "kysely/migration";
import { createPool } from "../src/connection/pool.ts";
import { migrations } from "../src/migrations/index.ts";

/** Brings a database to the state after a migration, forwards or back. */
export async function migrateTo({ adminUrl }: Pick<DatabaseUrls, "adminUrl">, name: string): Promise<void> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: createPool({ url: adminUrl }) }) });
  const provider = { getMigrations: async () => ({ ...migrations }) };
  const tables = { migrationTableName: "schema_migrations", migrationLockTableName: "schema_migrations_lock" };
  const { error } = await new Migrator({ db, provider, ...tables, migrationTableSchema: "cs" }).migrateTo(name);
  await db.destroy();
  if (error) throw error;
}

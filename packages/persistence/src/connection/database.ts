import { Kysely, PostgresDialect } from "kysely";
import type pg from "pg";
import type { Tables } from "../schema/tables.ts";
import { watchPool } from "./watched-pool.ts";

/** The typed query builder over the `cs` schema. */
export type Database = Kysely<Tables>;

/** Wraps a pool; `destroy()` of the result ends the pool. */
export function createDatabase(pool: pg.Pool): Database {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: watchPool(pool) }) }).withSchema("cs");
}

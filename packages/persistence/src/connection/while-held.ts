import { type RawBuilder, sql } from "kysely";
import type pg from "pg";
import { toDatabaseError } from "./database-error.ts";

/** The key of PostgreSQL's advisory lock of a name. */
export function lockKey(name: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`hashtextextended(${name}, 0)`;
}

/**
 * Runs work while a connection of its own holds the advisory lock of a name. PostgreSQL frees it with the connection, so
 * also when this process is killed.
 */
export async function whileHeld<T>(pool: pg.Pool, name: string, work: () => Promise<T>): Promise<T> {
  const client = await connectAndLock(pool, name);
  try {
    return await work();
  } finally {
    client.release(true);
  }
}

async function connectAndLock(pool: pg.Pool, name: string): Promise<pg.PoolClient> {
  let client: pg.PoolClient | undefined;
  try {
    client = await pool.connect();
    await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [name]);
    return client;
  } catch (error) {
    client?.release(true);
    throw toDatabaseError(error);
  }
}

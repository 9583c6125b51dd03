import { type Transaction as KyselyTransaction, sql } from "kysely";
import type pg from "pg";
import { checkLogin } from "../connection/check-login.ts";
import { createDatabase } from "../connection/database.ts";
import { toCommitError, toDatabaseError } from "../connection/database-error.ts";
import { pendingMigrations } from "../connection/migrate.ts";
import { createPool, type PoolOptions } from "../connection/pool.ts";
import type { Tables } from "../schema/tables.ts";
import {
  createReadTransaction,
  createWriteTransaction,
  type ReadTransaction,
  type WriteTransaction,
} from "./transaction.ts";

/** The only way to a tenant's data: a transaction that belongs to one tenant. */
export interface Persistence {
  /** Runs reads on one consistent view of the data. PostgreSQL itself refuses writes in it. */
  read<T>(tenantId: string, work: (tx: ReadTransaction) => Promise<T>): Promise<T>;
  /**
   * Runs work that commits as a whole, or leaves nothing behind when it throws. Throws an
   * `UnknownOutcomeError` when the connection is lost while it commits: then only the stored data tells whether it did.
   */
  write<T>(tenantId: string, work: (tx: WriteTransaction) => Promise<T>): Promise<T>;
  /** Refuses a login that could see other tenants' data and names the migrations that have not run. */
  check(): Promise<{ pendingMigrations: string[] }>;
  /** Waits for running transactions, then closes the pool. */
  close(): Promise<void>;
}

/** Longer than a statement may take, so that it ends only what the server itself no longer ends. */
const silenceMilliseconds = 35_000;

/**
 * Opens the store for an application role; nothing connects before the first call. A server that does not answer for
 * 35 s is given up, unless `timeouts.silence` says otherwise.
 */
export function createPersistence(options: PoolOptions): Persistence {
  const timeouts = { silence: silenceMilliseconds, ...options.timeouts };
  return persistenceOver(createPool({ ...options, timeouts }));
}

/** The store over a pool, which closes with it. */
export function persistenceOver(pool: pg.Pool): Persistence {
  const db = createDatabase(pool);
  let closed: Promise<void> | undefined;

  async function run<T>(
    tenantId: string,
    mode: "read" | "write",
    work: (trx: KyselyTransaction<Tables>) => Promise<T>,
  ): Promise<T> {
    const transaction = db.transaction();
    const builder =
      mode === "read" ? transaction.setIsolationLevel("repeatable read").setAccessMode("read only") : transaction;
    let committing = false;
    try {
      return await builder.execute(async (trx) => {
        await sql`SELECT set_config('cs.tenant_id', ${tenantId}, true)`.execute(trx);
        const result = await work(trx);
        committing = mode === "write";
        return result;
      });
    } catch (error) {
      throw committing ? toCommitError(error) : toDatabaseError(error);
    }
  }

  return {
    read: (tenantId, work) => run(tenantId, "read", (trx) => work(createReadTransaction(trx))),
    write: (tenantId, work) => run(tenantId, "write", (trx) => work(createWriteTransaction(trx, tenantId))),
    async check() {
      try {
        await checkLogin(db);
        return { pendingMigrations: await pendingMigrations(db) };
      } catch (error) {
        throw toDatabaseError(error);
      }
    },
    close() {
      closed ??= db.destroy();
      return closed;
    },
  };
}

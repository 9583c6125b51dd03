import { type Transaction as KyselyTransaction, sql } from "kysely";
import type pg from "pg";
import { checkDatabase } from "../connection/check-database.ts";
import { checkLogin } from "../connection/check-login.ts";
import { createDatabase } from "../connection/database.ts";
import { toCommitError, toDatabaseError } from "../connection/database-error.ts";
import { pendingMigrations } from "../connection/migrate.ts";
import { createPool, defaultTimeouts, type PoolOptions } from "../connection/pool.ts";
import { whileHeld } from "../connection/while-held.ts";
import { jobDatabaseOver } from "../jobs/job-database.ts";
import { type Jobs, type JobsOptions, openJobs } from "../jobs/jobs.ts";
import { outboxQueueOver } from "../outbox/outbox-queue.ts";
import { type Relay, type RelayOptions, startRelay } from "../outbox/relay.ts";
import { type ApiKeyDirectory, createApiKeyDirectory } from "../repositories/api-keys/api-key-directory.ts";
import type { Tables } from "../schema/tables.ts";
import type { Changes } from "./changes.ts";
import { recordChanges } from "./record-changes.ts";
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
  /** Runs work as `write` would, gives what it gives, and leaves nothing behind. */
  preview<T>(tenantId: string, work: (tx: WriteTransaction) => Promise<T>): Promise<T>;
  /**
   * Runs work while a connection of its own holds the advisory lock of a name, so that others see whether it still runs.
   * PostgreSQL frees the lock with the connection, also when the process is killed.
   */
  whileHeld<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Finds out whose an API key is, before there is a tenant. */
  readonly apiKeys: ApiKeyDirectory;
  /** Refuses a login that could see other tenants' data and names the migrations that have not run. */
  check(): Promise<{ pendingMigrations: string[] }>;
  /** Opens the queues of background work on the same connections; stop them before closing. */
  openJobs(options: JobsOptions): Promise<Jobs>;
  /** Starts to deliver the effects in the outboxes of all tenants, on the same connections; stop it before closing. */
  startRelay(options: RelayOptions): Relay;
  /** Makes effects due again that were delivered to a destination within a time, of all tenants; gives their number. */
  redeliver(destination: string, withinMilliseconds: number): Promise<number>;
  /** Waits for running transactions, then closes the pool. */
  close(): Promise<void>;
}

export interface PersistenceOptions extends PoolOptions {
  /**
   * Told what a transaction changed, after it has committed or may have, and before its caller hears of it. It must not
   * fail: the change is stored.
   */
  readonly onChanged?: OnChanged | undefined;
}

type OnChanged = (tenantId: string, changes: Changes) => Promise<void>;

/** How much longer a server may be silent than a statement may take: it ends only what the server itself does not end. */
const silenceMilliseconds = 5000;

/**
 * Opens the store for an application role; nothing connects before the first call. A server that does not answer for
 * 5 s longer than a statement may take is given up, unless `timeouts.silence` says otherwise.
 */
export function createPersistence({ onChanged, ...options }: PersistenceOptions): Persistence {
  const { statement } = { ...defaultTimeouts, ...options.timeouts };
  const silence = statement === 0 ? 0 : statement + silenceMilliseconds;
  const timeouts = { silence, ...options.timeouts };
  return persistenceOver(createPool({ ...options, timeouts, pipeline: true }), onChanged);
}

/** The store over a pool, which closes with it. */
export function persistenceOver(pool: pg.Pool, onChanged: OnChanged = async () => {}): Persistence {
  const { db, sendingAtOnce } = createDatabase(pool);
  let closed: Promise<void> | undefined;

  async function run<T>(
    tenantId: string,
    mode: "read" | "write",
    work: (trx: KyselyTransaction<Tables>) => Promise<T>,
    onCommit: () => Promise<void> = async () => {},
  ): Promise<T> {
    const transaction = db.transaction();
    const builder =
      mode === "read" ? transaction.setIsolationLevel("repeatable read").setAccessMode("read only") : transaction;
    let committing = false;
    try {
      return await builder.execute(async (begun) => {
        const trx = sendingAtOnce(begun);
        const result = await ofTenant(trx, tenantId, () => work(trx));
        committing = mode === "write";
        return result;
      });
    } catch (error) {
      throw committing ? toCommitError(error) : toDatabaseError(error);
    } finally {
      if (committing) await onCommit();
    }
  }

  return {
    read: (tenantId, work) => run(tenantId, "read", (trx) => work(createReadTransaction(trx, tenantId))),
    write(tenantId, work) {
      let changes: Changes | undefined;
      return run(
        tenantId,
        "write",
        (trx) => {
          const recorded = recordChanges(createWriteTransaction(trx, tenantId));
          changes = recorded.changes;
          return work(recorded.tx);
        },
        async () => {
          if (changes && (changes.everything || changes.accounts.size > 0)) await onChanged(tenantId, changes);
        },
      );
    },
    async preview<T>(tenantId: string, work: (tx: WriteTransaction) => Promise<T>) {
      const seen = Promise.withResolvers<T>();
      const rolledBack = new Error("rolled back");
      await run(tenantId, "write", async (trx) => {
        seen.resolve(await work(createWriteTransaction(trx, tenantId)));
        throw rolledBack;
      }).catch((error: unknown) => {
        if (error !== rolledBack) throw error;
      });
      return seen.promise;
    },
    whileHeld: (name, work) => whileHeld(pool, name, work),
    apiKeys: createApiKeyDirectory(db),
    async check() {
      try {
        await checkDatabase(db);
        await checkLogin(db);
        return { pendingMigrations: await pendingMigrations(db) };
      } catch (error) {
        throw toDatabaseError(error);
      }
    },
    startRelay: (options) => startRelay(outboxQueueOver(pool), options),
    redeliver: (destination, withinMilliseconds) => outboxQueueOver(pool).redeliver(destination, withinMilliseconds),
    openJobs: (options) => openJobs(jobDatabaseOver(pool), options),
    close() {
      closed ??= db.destroy();
      return closed;
    },
  };
}

/**
 * Runs work on the rows of a tenant. The first statement of the work is sent behind the one that names the tenant, without
 * waiting for its answer: when that one fails, PostgreSQL refuses everything after it in the transaction.
 */
async function ofTenant<T>(trx: KyselyTransaction<Tables>, tenantId: string, work: () => Promise<T>): Promise<T> {
  const named = sql`SELECT set_config('cs.tenant_id', ${tenantId}, true)`.execute(trx);
  const worked = work();
  await Promise.allSettled([named, worked]);
  await named;
  return worked;
}

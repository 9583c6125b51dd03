import { InvalidInputError } from "@cs/models";
import type { Pool, PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { withOwner } from "../connection/owner.ts";
import { writeBackupFile } from "./backup-file.ts";
import { type BackupHeader, type OnRows, rowsOf } from "./backup-header.ts";
import { countLines } from "./line-reader.ts";
import { qualified, ranMigrations, type StoredTable, storedTables } from "./stored-tables.ts";

export interface WriteBackupOptions {
  /** Login of the role that owns the schema. */
  readonly adminUrl: string;
  /** A new file. */
  readonly path: string;
  readonly productVersion: string;
  readonly onRows?: OnRows | undefined;
  /** Stops the backup; nothing is left of it. */
  readonly signal?: AbortSignal | undefined;
}

/** Writes all rows of all tenants, as they are at one moment, into a file. Others wait only while it lists the tenants. */
export function writeBackup(options: WriteBackupOptions): Promise<BackupHeader> {
  const { adminUrl, path, productVersion, onRows = () => {}, signal } = options;
  return withOwner(adminUrl, (pool) =>
    inSnapshot(pool, async (client, snapshot) => {
      const found = await storedTables(client);
      if (found.length === 0) {
        throw new InvalidInputError("The database has no schema yet: there is nothing to back up.", {
          hint: "Check CS_HOME or DATABASE_ADMIN_URL.",
        });
      }
      const tenants = await tenantsOf(pool, snapshot);
      const header: BackupHeader = {
        productVersion,
        createdAt: new Date().toISOString(),
        migrations: await ranMigrations(client),
        tables: await countRows(client, found, tenants),
        sequences: await sequencePositions(client),
      };
      await writeBackupFile(path, contentOf(client, header, tenants, onRows), signal);
      return header;
    }),
  );
}

/** Runs work on one view of the data. An interrupted COPY leaves a connection of no use: it is closed, not rolled back. */
async function inSnapshot<T>(pool: Pool, work: (client: PoolClient, snapshot: string) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await client.query("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0");
    const { rows } = await client.query<{ snapshot: string }>("SELECT pg_export_snapshot() AS snapshot");
    return await work(client, rows[0]?.snapshot ?? "");
  } finally {
    client.release(true);
  }
}

/**
 * All tenants of the snapshot. The owner too is under row-level security, so it is lifted for the moment of the look in
 * a transaction that is never committed.
 */
async function tenantsOf(pool: Pool, snapshot: string): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
    await client.query(`SET TRANSACTION SNAPSHOT ${client.escapeLiteral(snapshot)}`);
    await client.query("ALTER TABLE cs.tenants NO FORCE ROW LEVEL SECURITY");
    const { rows } = await client.query<{ id: string }>("SELECT tenant_id AS id FROM cs.tenants ORDER BY 1");
    return rows.map(({ id }) => id);
  } finally {
    client.release(true);
  }
}

async function countRows(client: PoolClient, tables: readonly StoredTable[], tenants: readonly string[]) {
  const counted = tables.map(({ name, columns }) => ({ name, columns: [...columns], rows: 0 }));
  for (const tenant of tenants) {
    await actFor(client, tenant);
    for (const table of counted) {
      const from = qualified(client, table);
      const { rows } = await client.query<{ rows: number }>(`SELECT count(*) AS rows FROM ${from} ${ofTenant}`);
      table.rows += rows[0]?.rows ?? 0;
    }
  }
  return counted;
}

async function sequencePositions(client: PoolClient): Promise<BackupHeader["sequences"]> {
  const { rows } = await client.query<{ name: string; value: number }>(
    `SELECT sequencename AS name, last_value AS value FROM pg_sequences
     WHERE schemaname = 'cs' AND last_value IS NOT NULL ORDER BY 1`,
  );
  return rows;
}

/** The header as one line, then the rows of one table after the other as text of COPY. */
async function* contentOf(
  client: PoolClient,
  header: BackupHeader,
  tenants: readonly string[],
  onRows: OnRows,
): AsyncGenerator<Buffer> {
  yield Buffer.from(`${JSON.stringify(header)}\n`);
  const total = rowsOf(header);
  let done = 0;
  for (const table of header.tables) {
    const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(", ");
    const query = `SELECT ${columns} FROM ${qualified(client, table)} ${ofTenant}`;
    for (const tenant of tenants) {
      await actFor(client, tenant);
      const rows: AsyncIterable<Buffer> = client.query(copyTo(`COPY (${query}) TO STDOUT (ENCODING 'UTF8')`));
      for await (const chunk of rows) {
        done += countLines(chunk);
        yield chunk;
        onRows(done, total);
      }
    }
  }
}

/** Row-level security says the same, but does not hold for an owner that is a superuser. */
const ofTenant = "WHERE tenant_id = current_setting('cs.tenant_id')";

async function actFor(client: PoolClient, tenant: string): Promise<void> {
  await client.query("SELECT set_config('cs.tenant_id', $1, true)", [tenant]);
}

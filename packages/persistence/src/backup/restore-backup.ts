import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ConflictError, InvalidInputError } from "@cs/models";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { withOwner } from "../connection/owner.ts";
import { openBackupFile } from "./backup-file.ts";
import { type BackupHeader, backupHeaderSchema, type OnRows, rowsOf } from "./backup-header.ts";
import { LineReader } from "./line-reader.ts";
import { qualified, ranMigrations, type StoredTable, storedTables } from "./stored-tables.ts";

export interface RestoreBackupOptions {
  /** Login of the role that owns the schema, which has to be there and to hold no rows. */
  readonly adminUrl: string;
  readonly path: string;
  readonly onRows?: OnRows | undefined;
}

/**
 * Puts all rows of a backup into an empty database with the same migrations, or none of them. Throws `InvalidInputError`
 * for a file that is not whole or of another schema, and `ConflictError` for a database that is not empty.
 */
export async function restoreBackup({
  adminUrl,
  path,
  onRows = () => {},
}: RestoreBackupOptions): Promise<BackupHeader> {
  const file = await openBackupFile(path);
  try {
    const lines = new LineReader(file.content);
    const header = await readHeader(lines);
    await withOwner(adminUrl, async (pool) => {
      const client = await pool.connect();
      try {
        await client.query("BEGIN");
        await client.query("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0");
        await fill(client, header, lines, onRows);
        await client.query("COMMIT");
      } finally {
        // An interrupted COPY leaves a connection of no use; closing it rolls back whatever is not committed.
        client.release(true);
      }
    });
    return header;
  } finally {
    await file.close();
  }
}

async function readHeader(lines: LineReader): Promise<BackupHeader> {
  const chunks: Buffer[] = [];
  for await (const chunk of lines.take(1)) chunks.push(chunk);
  return backupHeaderSchema.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
}

async function fill(client: PoolClient, header: BackupHeader, lines: LineReader, onRows: OnRows): Promise<void> {
  const tables = await storedTables(client);
  checkSchema(header, tables, await ranMigrations(client));
  // PostgreSQL refuses COPY FROM under row-level security. Lifting it also locks out everybody else until the end.
  const forced = tables.filter((table) => table.forced).map((table) => qualified(client, table));
  for (const table of forced) await client.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`);
  await checkEmpty(client, tables);
  const total = rowsOf(header);
  let done = 0;
  for (const table of header.tables) {
    if (table.name === "usage_events") await addUsageMonths(client);
    await copyIn(client, table, lines, (count) => {
      done += count;
      onRows(done, total);
    });
  }
  if (!(await lines.isAtEnd())) throw new Error("the backup has more rows than its header says");
  for (const { name, value } of header.sequences) {
    await client.query("SELECT setval(format('cs.%I', $1::text)::regclass, $2)", [name, value]);
  }
  for (const table of forced) await client.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
}

/** The keys of the events are there by now and say which months have any. */
async function addUsageMonths(client: PoolClient): Promise<void> {
  await client.query("SELECT cs.add_usage_months(array_agg(DISTINCT occurred_at)) FROM cs.usage_event_keys");
}

async function copyIn(
  client: PoolClient,
  table: BackupHeader["tables"][number],
  lines: LineReader,
  onLines: (count: number) => void,
): Promise<void> {
  const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(", ");
  const statement = `COPY ${qualified(client, table)} (${columns}) FROM STDIN (ENCODING 'UTF8')`;
  const copy = client.query(copyFrom(statement));
  await pipeline(Readable.from(lines.take(table.rows, onLines)), copy);
  if (copy.rowCount !== table.rows) throw new Error(`${table.name} got ${copy.rowCount} of ${table.rows} rows`);
}

function checkSchema(header: BackupHeader, tables: readonly StoredTable[], migrations: readonly string[]): void {
  const schema = (of: readonly { name: string; columns: readonly string[] }[], ran: readonly string[]) =>
    JSON.stringify([ran, of.map(({ name, columns }) => [name, columns])]);
  if (schema(tables, migrations) === schema(header.tables, header.migrations)) return;
  const newest = header.migrations.at(-1) ?? "none";
  throw new InvalidInputError(
    `The backup has the schema of migration ${newest}, the database that of ${migrations.at(-1) ?? "none"}.`,
    { hint: `Restore it with version ${header.productVersion}, which wrote it, and update afterwards.` },
  );
}

async function checkEmpty(client: PoolClient, tables: readonly StoredTable[]): Promise<void> {
  for (const table of tables) {
    const { rowCount } = await client.query(`SELECT FROM ${qualified(client, table)} LIMIT 1`);
    if (rowCount === 0) continue;
    throw new ConflictError(`The database is not empty: there are rows in ${table.name}.`, {
      hint: "Restore into a new database or a new CS_HOME. Nothing was changed.",
    });
  }
}

import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

/**
 * Names what this transaction sees: which transactions of the server have committed. Two that see the same read the same,
 * whatever they read; any write on the server, to whatever database of it, makes another state.
 * https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-SNAPSHOT
 */
export async function databaseState(trx: Transaction<Tables>): Promise<string> {
  const { rows } = await sql<{ state: string }>`SELECT pg_current_snapshot()::text AS state`.execute(trx);
  const [row] = rows;
  if (!row) throw new Error("the database has no state");
  return row.state;
}

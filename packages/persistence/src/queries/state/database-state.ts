import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

/**
 * Names what this transaction sees of its tenant, as far as cached answers are computed from it: whoever writes any of it
 * makes another state. Those who see the same read the same. The counts begin anew when the server or one of its
 * processes has crashed; then their slots have other names.
 */
export async function databaseState(trx: Transaction<Tables>): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    SELECT coalesce(string_agg(slot || ':' || writes, ',' ORDER BY slot), '') AS state FROM cs_cache.writes
  `.execute(trx);
  const [row] = rows;
  if (!row) throw new Error("the database has no state");
  return row.state;
}

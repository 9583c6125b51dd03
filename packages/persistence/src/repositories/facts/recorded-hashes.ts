import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import type { StoredFactKind } from "./fact-table.ts";
import type { WriteRequest } from "./write-request.ts";

/** The hash of the content that is recorded under each of the ids, of those that are recorded. */
export async function recordedHashes<Kind extends StoredFactKind>(
  trx: Transaction<Tables>,
  { source, target }: WriteRequest<Kind>,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (externalIds.length === 0) return new Map();
  const { rows } = await sql<{ external_id: string; content_hash: string }>`
    SELECT external_id, content_hash FROM ${sql.table(`cs.${target.table}`)}
    WHERE source = ${source} AND external_id = ANY(${externalIds})
  `.execute(trx);
  return new Map(rows.map((row) => [row.external_id, row.content_hash]));
}

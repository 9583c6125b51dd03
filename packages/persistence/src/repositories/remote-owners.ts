import { sql, type Transaction } from "kysely";
import type { Tables } from "../schema/tables.ts";

/** Which thing of another system each of ours is, by our ids; those that are none are left out. */
export async function remoteOwners(
  trx: Transaction<Tables>,
  table: "remote_contacts" | "remote_tickets",
  { source, ownIds }: { readonly source: string; readonly ownIds: readonly string[] },
): Promise<Map<string, string>> {
  if (ownIds.length === 0) return new Map();
  const { rows } = await sql<{ ownId: string; externalId: string }>`
    SELECT own_id AS "ownId", external_id AS "externalId" FROM ${sql.table(`cs.${table}`)}
    WHERE source = ${source} AND own_id = ANY(${ownIds})
  `.execute(trx);
  return new Map(rows.map(({ ownId, externalId }) => [ownId, externalId]));
}

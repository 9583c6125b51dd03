import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import { type FactRow, factRow } from "./fact-row.ts";
import type { FactTable, StoredFactKind } from "./fact-table.ts";
import { recordedHashes } from "./recorded-hashes.ts";
import type { Fate, Fates, WriteRequest } from "./write-request.ts";

/** Inserts what is new and updates changed states. */
export async function upsertFacts<Kind extends StoredFactKind>(
  trx: Transaction<Tables>,
  request: WriteRequest<Kind>,
): Promise<Fates> {
  const { target, entries } = request;
  const rows = entries.map((entry) => factRow(request, entry));
  const fates = await upsertRows(trx, target, rows);
  if (target.nature === "state") return fates;
  const left = rows.filter((row) => !fates.has(row.external_id));
  const ids = left.map((row) => row.external_id);
  const recorded = await recordedHashes(trx, request, ids);
  for (const row of left) {
    if (recorded.get(row.external_id) !== row.content_hash) fates.set(row.external_id, "differs");
  }
  return fates;
}

async function upsertRows<Kind extends StoredFactKind>(
  trx: Transaction<Tables>,
  target: FactTable<Kind>,
  rows: readonly FactRow[],
): Promise<Map<string, Fate>> {
  const columns = Object.keys(rows[0] ?? {});
  const keys = new Set(["tenant_id", "source", "external_id"]);
  const replaced = columns.filter((column) => !keys.has(column));
  const conflict =
    target.nature === "event"
      ? sql`DO NOTHING`
      : sql`DO UPDATE SET ${sql.join(replaced.map((column) => sql`${sql.id(column)} = excluded.${sql.id(column)}`))},
              recorded_at = now()
            WHERE stored.content_hash <> excluded.content_hash`;
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => sql`${row[column]}`))})`);
  const result = await sql<{ external_id: string; inserted: boolean }>`
    INSERT INTO ${sql.table(`cs.${target.table}`)} AS stored (${sql.join(columns.map((column) => sql.id(column)))})
    VALUES ${sql.join(values)}
    ON CONFLICT (tenant_id, source, external_id) ${conflict}
    RETURNING external_id, xmax = 0 AS inserted
  `.execute(trx);
  return new Map(result.rows.map((row) => [row.external_id, row.inserted ? "inserted" : "updated"]));
}

import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import type { FactRow, WrittenRows } from "./fact-row.ts";
import type { FactTable, StoredFactKind } from "./fact-table.ts";

/** Inserts what is new, updates changed states, and returns the ids that were touched. */
export async function upsertRows<Kind extends StoredFactKind>(
  trx: Transaction<Tables>,
  target: FactTable<Kind>,
  rows: readonly FactRow[],
): Promise<WrittenRows> {
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

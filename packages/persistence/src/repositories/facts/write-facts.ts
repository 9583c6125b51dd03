import type { SourceFact } from "@cs/models";
import { sql, type Transaction } from "kysely";
import { contentHash } from "../../content-hash.ts";
import type { Tables } from "../../schema/tables.ts";
import { type FactTable, factTables, type StoredFactKind } from "./fact-table.ts";
import { findOwners } from "./find-owners.ts";
import { rejected, type WriteOutcome } from "./write-outcome.ts";

/** A fact as a row of its table. All rows of one kind have the same columns. */
type FactRow = Readonly<Record<string, unknown>> & { readonly external_id: string; readonly content_hash: string };

/**
 * Writes up to 1,000 facts of one kind and says for each what became of it, in the order given. Delivering the same
 * fact again changes nothing. A changed state replaces the old one; an event that comes again with other content is
 * rejected, because what was recorded as having happened stays.
 */
export async function writeFacts<Kind extends StoredFactKind>(
  trx: Transaction<Tables>,
  tenantId: string,
  kind: Kind,
  source: string,
  facts: readonly SourceFact<Kind>[],
): Promise<WriteOutcome[]> {
  const target: FactTable<Kind> = factTables[kind];
  const owners = await findOwners(trx, source, facts);
  const outcomes: WriteOutcome[] = [];
  const rows = new Map<string, { index: number; row: FactRow }>();
  /** Index of a repeated row to the index of the same row before it, whose fate it shares. */
  const repeats = new Map<number, number>();
  for (const [index, fact] of facts.entries()) {
    const owner = owners[index];
    if (!owner || "status" in owner) {
      outcomes[index] = owner ?? rejected("customer", "is not known");
      continue;
    }
    const hash = contentHash(fact);
    const earlier = rows.get(fact.externalId);
    if (earlier) {
      if (earlier.row.content_hash === hash) repeats.set(index, earlier.index);
      else outcomes[index] = doubledId(fact.externalId);
      continue;
    }
    const row = {
      tenant_id: tenantId,
      client_id: owner.clientId,
      source,
      external_id: fact.externalId,
      content_hash: hash,
      ...target.columns(fact),
    };
    rows.set(fact.externalId, { index, row });
    outcomes[index] = { status: "unchanged", warning: owner.warning };
  }
  if (rows.size === 0) return outcomes;

  const written = await upsert(
    trx,
    target,
    [...rows.values()].map((entry) => entry.row),
  );
  const recorded = target.nature === "event" ? await hashesOf(trx, target, source, [...rows.keys()]) : new Map();
  for (const [externalId, { index, row }] of rows) {
    const before = outcomes[index];
    const status = written.get(externalId);
    if (status) outcomes[index] = { ...before, status };
    else if (target.nature === "event" && recorded.get(externalId) !== row.content_hash)
      outcomes[index] = doubledId(externalId);
  }
  for (const [index, first] of repeats) {
    const outcome = outcomes[first];
    outcomes[index] = outcome?.status === "rejected" ? outcome : { status: "unchanged" };
  }
  return outcomes;
}

function doubledId(externalId: string): WriteOutcome {
  return rejected("externalId", `id ${externalId} is already recorded with other values`);
}

/** Inserts what is new, updates changed states, and returns the ids that were touched. */
async function upsert<Kind extends StoredFactKind>(
  trx: Transaction<Tables>,
  target: FactTable<Kind>,
  rows: readonly FactRow[],
): Promise<Map<string, "inserted" | "updated">> {
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

async function hashesOf<Kind extends StoredFactKind>(
  trx: Transaction<Tables>,
  target: FactTable<Kind>,
  source: string,
  externalIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ external_id: string; content_hash: string }>`
    SELECT external_id, content_hash FROM ${sql.table(`cs.${target.table}`)}
    WHERE source = ${source} AND external_id = ANY(${externalIds})
  `.execute(trx);
  return new Map(rows.map((row) => [row.external_id, row.content_hash]));
}

import type { SourceFact } from "@cs/models";
import { sql, type Transaction } from "kysely";
import { contentHash } from "../../content-hash.ts";
import type { Tables } from "../../schema/tables.ts";
import type { FactRow } from "./fact-row.ts";
import { type FactTable, factTables, type StoredFactKind } from "./fact-table.ts";
import type { Owner } from "./find-owners.ts";
import { insertUsage } from "./insert-usage.ts";
import { upsertRows } from "./upsert-rows.ts";
import { rejected, type WriteOutcome } from "./write-outcome.ts";

/** Facts of a source, and for each in the same order whose it is. */
export interface Delivery<Kind extends StoredFactKind> {
  readonly source: string;
  readonly facts: readonly SourceFact<Kind>[];
  readonly owners: readonly Owner[];
}

/**
 * Writes up to 1,000 facts of one kind and says for each what became of it, in the order given. Delivering the same
 * fact again changes nothing. A changed state replaces the old one; an event that comes again with other content is
 * rejected, because what was recorded as having happened stays.
 */
export async function writeFacts<Kind extends StoredFactKind>(
  trx: Transaction<Tables>,
  tenantId: string,
  kind: Kind,
  { source, facts, owners }: Delivery<Kind>,
): Promise<WriteOutcome[]> {
  const target: FactTable<Kind> = factTables[kind];
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

  const given = [...rows.values()].map((entry) => entry.row);
  const written = kind === "usage" ? await insertUsage(trx, tenantId, given) : await upsertRows(trx, target, given);
  const left = given.filter((row) => !written.has(row.external_id));
  const recorded = target.nature === "event" ? await hashesOf(trx, target, source, left) : new Map();
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

/** The content that was recorded under the ids of rows that were not written. */
async function hashesOf<Kind extends StoredFactKind>(
  trx: Transaction<Tables>,
  target: FactTable<Kind>,
  source: string,
  rows: readonly FactRow[],
): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map();
  const recorded = await sql<{ external_id: string; content_hash: string }>`
    SELECT external_id, content_hash FROM ${sql.table(`cs.${target.table}`)}
    WHERE source = ${source} AND external_id = ANY(${rows.map((row) => row.external_id)})
  `.execute(trx);
  return new Map(recorded.rows.map((row) => [row.external_id, row.content_hash]));
}

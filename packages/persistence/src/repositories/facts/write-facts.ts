import type { Transaction } from "kysely";
import { contentHash } from "../../content-hash.ts";
import type { Tables } from "../../schema/tables.ts";
import { factTables, type StoredFactKind } from "./fact-table.ts";
import { type Delivery, sortOut } from "./sort-out.ts";
import { upsertFacts } from "./upsert-facts.ts";
import { rejected, type WriteOutcome } from "./write-outcome.ts";
import type { Fate, WriteRequest } from "./write-request.ts";
import { writeUsage } from "./write-usage.ts";

/**
 * Writes up to `factsAtOnce` facts of one kind and says for each what became of it, in the order given. Delivering the
 * same fact again changes nothing. A changed state replaces the old one; an event that comes again with other content is
 * rejected, because what was recorded as having happened stays.
 */
export async function writeFacts<Kind extends StoredFactKind>(
  trx: Transaction<Tables>,
  tenantId: string,
  kind: Kind,
  delivery: Delivery<Kind>,
): Promise<WriteOutcome[]> {
  const { outcomes, entries, repeats } = sortOut(delivery);
  if (entries.length === 0) return outcomes;
  const request: WriteRequest<Kind> = { tenantId, source: delivery.source, target: factTables[kind], entries };
  const fates = kind === "usage" ? await writeUsage(trx, request) : await upsertFacts(trx, request);
  for (const { index, fact } of entries) {
    outcomes[index] = outcomeOf(fates.get(fact.externalId), fact.externalId, outcomes[index]);
  }
  for (const { index, first } of repeats) {
    const outcome = outcomes[first.index];
    const isEqual = contentHash(delivery.facts[index]) === contentHash(first.fact);
    if (!isEqual) outcomes[index] = doubledId(first.fact.externalId);
    else outcomes[index] = outcome?.status === "rejected" ? outcome : { status: "unchanged" };
  }
  return outcomes;
}

/** With the warning that it has so far. */
function outcomeOf(fate: Fate | undefined, externalId: string, before: WriteOutcome | undefined): WriteOutcome {
  if (fate === "differs") return doubledId(externalId);
  return { ...before, status: fate ?? "unchanged" };
}

function doubledId(externalId: string): WriteOutcome {
  return rejected("externalId", `id ${externalId} is already recorded with other values`);
}

import type { Transaction } from "kysely";
import { contentHash } from "../../content-hash.ts";
import type { Tables } from "../../schema/tables.ts";
import { type FactRow, factRow } from "./fact-row.ts";
import type { StoredFactKind } from "./fact-table.ts";
import { insertUsage } from "./insert-usage.ts";
import { recordedHashes } from "./recorded-hashes.ts";
import type { Fate, Fates, WriteRequest } from "./write-request.ts";

/**
 * Records the events whose ids are new. Which these are is asked first: as deliveries of a source take turns, nobody
 * records one of them meanwhile, and an insert that expects conflicts looks for each id by itself.
 */
export async function writeUsage<Kind extends StoredFactKind>(
  trx: Transaction<Tables>,
  request: WriteRequest<Kind>,
): Promise<Fates> {
  const { tenantId, source, entries } = request;
  const ids = entries.map(({ fact }) => fact.externalId);
  const recorded = await recordedHashes(trx, request, ids);
  const fates = new Map<string, Fate>();
  const added: (typeof entries)[number][] = [];
  for (const entry of entries) {
    const { externalId } = entry.fact;
    const hash = recorded.get(externalId);
    if (hash === undefined) {
      added.push(entry);
      fates.set(externalId, "inserted");
    } else if (hash !== contentHash(entry.fact)) fates.set(externalId, "differs");
  }
  if (added.length === 0) return fates;
  const instants = added.flatMap(({ fact }) => ("occurredAt" in fact ? [fact.occurredAt] : []));
  await insertUsage(trx, { tenantId, source, instants, parts: partsByAccount({ ...request, entries: added }) });
  return fates;
}

/** Rows enough for a statement to be worth its cost. */
const rowsOfPart = 1000;

/** The rows in parts that are made when they are taken, all rows of an account in one of them. */
function* partsByAccount<Kind extends StoredFactKind>(request: WriteRequest<Kind>): Generator<FactRow[]> {
  let part: FactRow[] = [];
  let account: string | undefined;
  for (const entry of request.entries.toSorted(({ clientId: a }, { clientId: b }) => (a < b ? -1 : Number(a > b)))) {
    if (part.length >= rowsOfPart && entry.clientId !== account) {
      yield part;
      part = [];
    }
    part.push(factRow(request, entry));
    account = entry.clientId;
  }
  yield part;
}

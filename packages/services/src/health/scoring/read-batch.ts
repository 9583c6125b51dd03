import type { CalendarDate, ClientId } from "@cs/models";
import type { Persistence } from "@cs/persistence";
import { isCustomer } from "./is-customer.ts";
import { loadScorings, type Scoring } from "./scoring.ts";

/** Accounts per transaction. */
const batchSize = 200;

/** Whose accounts are scored, and for which day. */
export interface Portfolio {
  readonly persistence: Persistence;
  readonly tenantId: string;
  readonly asOf: CalendarDate;
}

/** What the scores of the next accounts, in the order of their ids, follow from. */
export interface ReadBatch {
  /** The account before the first. */
  readonly after: ClientId | null;
  /** The last account of the batch; null when none was left. */
  readonly lastClientId: ClientId | null;
  readonly visited: number;
  /** Those who are customers on the day. */
  readonly scorings: readonly Scoring[];
  /** The snapshots that stood on the day when this was read. */
  readonly seen: ReadonlyMap<ClientId, string>;
}

function readBatch({ persistence, tenantId, asOf }: Portfolio, after: ClientId | null): Promise<ReadBatch> {
  return persistence.read(tenantId, async (tx) => {
    const clientIds = await tx.accounts.idsAfter(after, batchSize);
    const lastClientId = clientIds.at(-1) ?? null;
    if (lastClientId === null) return { after, lastClientId, visited: 0, scorings: [], seen: new Map() };
    const { timeZone } = await tx.tenants.get();
    const scorings = await loadScorings(tx, { clientIds, asOf, timeZone });
    return {
      after,
      lastClientId,
      visited: clientIds.length,
      scorings: scorings.filter(({ facts }) => isCustomer(facts)),
      seen: await tx.snapshots.standingsOn(clientIds, asOf),
    };
  });
}

/** The batches from after an account to the end, the last one empty. */
export async function* readBatches(portfolio: Portfolio, after: ClientId | null): AsyncGenerator<ReadBatch, void> {
  let lastClientId = after;
  do {
    const batch = await readBatch(portfolio, lastClientId);
    lastClientId = batch.lastClientId;
    yield batch;
  } while (lastClientId !== null);
}

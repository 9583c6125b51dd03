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

export function readBatch({ persistence, tenantId, asOf }: Portfolio, after: ClientId | null): Promise<ReadBatch> {
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

/**
 * The batches from after an account to the end, the last one empty. While one is worked on, the next is read: database and
 * process would otherwise wait for each other.
 */
export async function* readBatches(portfolio: Portfolio, after: ClientId | null): AsyncGenerator<ReadBatch> {
  let reading = readBatch(portfolio, after);
  try {
    for (;;) {
      const batch = await reading;
      if (batch.lastClientId !== null) {
        reading = readBatch(portfolio, batch.lastClientId);
        // Its failure is heard of where it is awaited.
        reading.catch(() => {});
      }
      yield batch;
      if (batch.lastClientId === null) return;
    }
  } finally {
    await reading.catch(() => {});
  }
}

import { setImmediate as nextTurn } from "node:timers/promises";
import type { ClientId } from "@cs/models";
import { ahead } from "../../batches/ahead.ts";
import { type Portfolio, type ReadBatch, readBatches } from "./read-batch.ts";
import { type Scored, scored } from "./scoring.ts";

/** The next accounts with their scores. */
export interface ScoredBatch extends Omit<ReadBatch, "scorings"> {
  /** Those who are customers on the day. */
  readonly accounts: readonly Scored[];
}

/** How many accounts are scored until others have their turn. */
const atOnce = 20;

/**
 * The batches from after an account to the end, the last one empty. While one is stored the next is scored, and the one
 * after that is read: two connections and the process would otherwise wait for each other.
 */
export function scoredBatches(portfolio: Portfolio, after: ClientId | null): AsyncGenerator<ScoredBatch, void> {
  return ahead(scoreBatches(ahead(readBatches(portfolio, after))));
}

async function* scoreBatches(batches: AsyncGenerator<ReadBatch, void>): AsyncGenerator<ScoredBatch, void> {
  for await (const { scorings, ...batch } of batches) {
    const accounts: Scored[] = [];
    for (const scoring of scorings) {
      if (accounts.length % atOnce === 0) await nextTurn();
      accounts.push(scored(scoring));
    }
    yield { ...batch, accounts };
  }
}

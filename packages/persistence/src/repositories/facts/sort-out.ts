import type { ClientId, SourceFact } from "@cs/models";
import type { StoredFactKind } from "./fact-table.ts";
import type { Owner } from "./find-owners.ts";
import { rejected, type WriteOutcome } from "./write-outcome.ts";

/** Facts of a source, and for each in the same order whose it is. */
export interface Delivery<Kind extends StoredFactKind> {
  readonly source: string;
  readonly facts: readonly SourceFact<Kind>[];
  readonly owners: readonly Owner[];
}

/** A fact to write, and its place in the delivery. */
export interface Entry<Kind extends StoredFactKind> {
  readonly index: number;
  readonly fact: SourceFact<Kind>;
  readonly clientId: ClientId;
}

export interface SortedOut<Kind extends StoredFactKind> {
  /** In the order of the delivery: rejected without an account, else unchanged until something is written. */
  readonly outcomes: WriteOutcome[];
  /** The facts of known accounts whose ids did not come before. */
  readonly entries: readonly Entry<Kind>[];
  /** Those whose ids came before, each with the first fact that has its id. */
  readonly repeats: readonly { readonly index: number; readonly first: Entry<Kind> }[];
}

/** Which facts of a delivery are to be written. */
export function sortOut<Kind extends StoredFactKind>({ facts, owners }: Delivery<Kind>): SortedOut<Kind> {
  const outcomes: WriteOutcome[] = [];
  const entries = new Map<string, Entry<Kind>>();
  const repeats: SortedOut<Kind>["repeats"][number][] = [];
  for (const [index, fact] of facts.entries()) {
    const owner = owners[index];
    if (!owner || "status" in owner) {
      outcomes[index] = owner ?? rejected("customer", "is not known");
      continue;
    }
    outcomes[index] = { status: "unchanged", warning: owner.warning };
    const first = entries.get(fact.externalId);
    if (first) repeats.push({ index, first });
    else entries.set(fact.externalId, { index, fact, clientId: owner.clientId });
  }
  return { outcomes, entries: [...entries.values()], repeats };
}

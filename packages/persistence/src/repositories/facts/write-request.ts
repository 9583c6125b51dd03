import type { FactTable, StoredFactKind } from "./fact-table.ts";
import type { Entry } from "./sort-out.ts";

/** Facts of known accounts, each with an id of its own, and where they go. */
export interface WriteRequest<Kind extends StoredFactKind> {
  readonly tenantId: string;
  readonly source: string;
  readonly target: FactTable<Kind>;
  readonly entries: readonly Entry<Kind>[];
}

/** What became of a fact that did not stay as it was; `differs`: the event is recorded with other content. */
export type Fate = "inserted" | "updated" | "differs";

/** By external id. */
export type Fates = ReadonlyMap<string, Fate>;

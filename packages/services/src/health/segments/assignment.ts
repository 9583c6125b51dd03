import type { MissingFact, ReadFact } from "@cs/analytics";
import type { ClientId, ClusterModel } from "@cs/models";

/** An account whose facts can be read. */
export interface FactAccount {
  readonly clientId: ClientId;
  readonly read: ReadFact;
}

/** Who is in which group. */
export interface Assignment {
  /** Every group there can be, in a fixed order. */
  readonly groups: readonly string[];
  readonly groupOf: ReadonlyMap<ClientId, string>;
  /** Accounts in no group because of what is not known, with what would decide it. */
  readonly undecided: ReadonlyMap<ClientId, readonly MissingFact[]>;
  readonly clusters: ClusterModel | null;
}

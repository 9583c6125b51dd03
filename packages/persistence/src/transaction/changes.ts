import type { ClientId } from "@cs/models";

/** Which accounts' answers a transaction may have changed. */
export interface Changes {
  readonly accounts: ReadonlySet<ClientId>;
  /** Whether it may be those of all accounts of the tenant. */
  readonly everything: boolean;
}

import type { ResolvedOptions } from "../options/resolve-options.ts";
import type { AccountIdentity } from "./account-identity.ts";
import type { LatentHealth } from "./latent-health.ts";

/** What decides over renewals and departures of an account. */
export interface AccountHistory {
  readonly options: ResolvedOptions;
  readonly index: number;
  readonly identity: AccountIdentity;
  readonly health: LatentHealth;
  readonly championDepartedOn: number | null;
}

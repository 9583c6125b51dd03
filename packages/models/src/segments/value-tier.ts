import type { TouchModel } from "../customer/customer-account.ts";

/** A tier of accounts by value, named by how closely its accounts are looked after. */
export interface ValueTier {
  readonly tier: TouchModel;
  /** Accounts with a lower value do not qualify, in minor units; null when all do. */
  readonly minimumValue: number | null;
  /** Most accounts in the tier; null when there is no limit. */
  readonly capacity: number | null;
  /** How many accounts of the tier fill one customer success manager; null when they take none of their time. */
  readonly accountsPerCsm: number | null;
}

import type { ValueTier } from "@cs/models";

/** What an account is worth, in minor units. */
export interface ValuedAccount {
  readonly id: string;
  readonly value: number;
}

/**
 * The tier of each account by its id. Tiers are filled by value, highest first: an account goes into the first tier for which it qualifies and which has room.
 * Equal values go by id. Where the last tier takes everybody, every account is in one.
 */
export function fillTiers(
  accounts: readonly ValuedAccount[],
  tiers: readonly Pick<ValueTier, "tier" | "minimumValue" | "capacity">[],
): Map<string, string> {
  const tierOf = new Map<string, string>();
  const taken = new Map<string, number>();
  for (const { id, value } of accounts.toSorted((a, b) => b.value - a.value || (a.id < b.id ? -1 : 1))) {
    for (const { tier, minimumValue, capacity } of tiers) {
      if (minimumValue !== null && value < minimumValue) continue;
      const count = taken.get(tier) ?? 0;
      if (capacity !== null && count >= capacity) continue;
      tierOf.set(id, tier);
      taken.set(tier, count + 1);
      break;
    }
  }
  return tierOf;
}

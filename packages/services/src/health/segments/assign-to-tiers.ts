import { fillTiers, type MissingFact } from "@cs/analytics";
import type { ClientId, SegmentDefinition } from "@cs/models";
import { accountValue } from "./account-value.ts";
import type { Assignment, FactAccount } from "./assignment.ts";

type TierDefinition = Extract<SegmentDefinition, { readonly method: "value_tiers" }>;

/** Puts accounts into tiers by their value; whose value is not known is in none. */
export function assignToTiers(
  { tiers, potentialWeight }: TierDefinition,
  accounts: readonly FactAccount[],
): Assignment {
  const undecided = new Map<ClientId, readonly MissingFact[]>();
  const valued = accounts.flatMap(({ clientId, read }) => {
    const { value, reason } = accountValue(read, potentialWeight).value;
    if (value !== null) return [{ id: clientId, value }];
    undecided.set(clientId, [{ fact: "arr", reason }]);
    return [];
  });
  return {
    groups: tiers.map(({ tier }) => tier),
    groupOf: fillTiers(valued, tiers),
    undecided,
    clusters: null,
  };
}

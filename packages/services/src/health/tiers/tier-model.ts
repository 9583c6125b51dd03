import { InvalidInputError, type SegmentDefinition, type ValueTier } from "@cs/models";
import type { StoredSegment } from "@cs/persistence";
import type { ModelInput } from "./tier-input.ts";

export type TierModel = Extract<SegmentDefinition, { readonly method: "value_tiers" }>;

/** The model in an input; what it leaves out is as stored. Throws `InvalidInputError`. */
export function tierModelOf({ tiers, potentialWeight }: ModelInput, stored: StoredSegment | null): TierModel {
  const before = stored && requireTierModel(stored);
  const order = tiers ?? before?.tiers;
  if (!order) {
    throw new InvalidInputError("tiers: is required.", { field: "tiers", hint: "No value model is stored yet." });
  }
  refuseOrder(order);
  return {
    method: "value_tiers",
    potentialWeight: potentialWeight ?? before?.potentialWeight ?? 0,
    // In the order of the type, so that the same model is the same text.
    tiers: order.map(({ tier, minimumValue, capacity, accountsPerCsm }) => ({
      tier,
      minimumValue,
      capacity,
      accountsPerCsm,
    })),
  };
}

/** The model of a segment that is made by value tiers; another one is a defect. */
export function requireTierModel({ segmentId, definition }: StoredSegment): TierModel {
  if (definition.method === "value_tiers") return definition;
  throw new Error(`segment ${segmentId} has no tiers`);
}

function refuseOrder(tiers: readonly ValueTier[]): void {
  for (const [index, { tier, minimumValue }] of tiers.entries()) {
    const field = `tiers[${index}]`;
    if (tiers.findIndex((other) => other.tier === tier) < index) {
      throw new InvalidInputError(`${field}.tier: ${tier} is given twice.`, { field: `${field}.tier` });
    }
    const above = tiers[index - 1];
    if (above && (minimumValue ?? 0) > (above.minimumValue ?? 0)) {
      throw new InvalidInputError(`${field}.minimumValue is higher than that of the tier before.`, {
        field: `${field}.minimumValue`,
        hint: "Give the best tier first.",
      });
    }
  }
  const last = tiers.at(-1);
  if (last && (last.minimumValue !== null || last.capacity !== null)) {
    throw new InvalidInputError(`The last tier, ${last.tier}, must take every account.`, {
      field: `tiers[${tiers.length - 1}]`,
      hint: "Add a last tier without minimumValue and capacity.",
    });
  }
}

import type { SegmentRule } from "./segment-rule.ts";
import type { ValueTier } from "./value-tier.ts";

export const segmentMethods = ["rule", "rfm", "k_means", "value_tiers"] as const;
export type SegmentMethod = (typeof segmentMethods)[number];

/** How accounts are put into groups. A stored version of it never changes. */
export type SegmentDefinition =
  | { readonly method: "rule"; readonly rule: SegmentRule }
  | {
      readonly method: "rfm";
      /** Days since the last use; fewer are better. */
      readonly recency: string;
      readonly frequency: string;
      readonly monetary: string;
    }
  | {
      readonly method: "k_means";
      /** Facts that are numbers. */
      readonly features: readonly string[];
      readonly clusters: number;
      /** Makes the random starts repeatable. */
      readonly seed: number;
    }
  | {
      readonly method: "value_tiers";
      /** How much of the potential counts as value, 0-1. */
      readonly potentialWeight: number;
      /** Best first; the last takes everybody. */
      readonly tiers: readonly ValueTier[];
    };

import type { SegmentRule } from "./segment-rule.ts";

export const segmentMethods = ["rule", "rfm", "k_means"] as const;
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
    };

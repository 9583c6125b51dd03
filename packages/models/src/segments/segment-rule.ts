/** How a condition compares a fact. `known` and `unknown` ask whether there is a value, and are themselves never unknown. */
export const segmentOperators = ["=", "!=", "<", "<=", ">", ">=", "in", "known", "unknown"] as const;
export type SegmentOperator = (typeof segmentOperators)[number];

/** One comparison of a fact of an account. */
export interface SegmentCondition {
  readonly fact: string;
  readonly op: SegmentOperator;
  /** What is compared with: a list for `in`, null for `known` and `unknown`. */
  readonly value: number | string | readonly (number | string)[] | null;
}

/** Which accounts belong to a segment: conditions under and, or and not. */
export type SegmentRule =
  | { readonly all: readonly SegmentRule[] }
  | { readonly any: readonly SegmentRule[] }
  | { readonly not: SegmentRule }
  | SegmentCondition;

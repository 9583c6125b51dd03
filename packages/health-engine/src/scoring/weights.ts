import { InvalidInputError, type Scorecard, type ScorecardMeasure } from "@cs/models";
import { compareText } from "./compare-text.ts";

/** A measure of a scorecard with its share of the whole. */
export interface WeightedMeasure {
  readonly group: string;
  readonly definition: ScorecardMeasure;
  /** Share of the whole scorecard, 0-1: share of the group x share inside the group. */
  readonly weight: number;
  /** Place in the scorecard as written, from 0. */
  readonly position: number;
}

/**
 * The measures of a scorecard with their nominal weights, in the canonical order: by group id, then measure id.
 *
 * Everything is summed in this order, so the order in which a scorecard is written changes no bit of a score. Weights
 * are divided by the largest before they are summed: scaling all by a power of two changes no bit either.
 */
export function weigh(scorecard: Scorecard): WeightedMeasure[] {
  let position = 0;
  const groups = scorecard.groups.map((group) => ({
    ...group,
    measures: group.measures.map((definition) => ({
      id: definition.measure,
      weight: definition.weight,
      definition,
      position: position++,
    })),
  }));
  return withShares(groups).flatMap(({ item: group, share: groupShare }) =>
    withShares(group.measures).map(({ item, share }) => ({
      group: group.id,
      definition: item.definition,
      weight: groupShare * share,
      position: item.position,
    })),
  );
}

function withShares<Item extends { id: string; weight: number }>(
  items: readonly Item[],
): { item: Item; share: number }[] {
  const ordered = items.toSorted((left, right) => compareText(left.id, right.id));
  for (const item of ordered) requirePositive(item);
  const largest = ordered.reduce((most, item) => Math.max(most, item.weight), 0);
  const total = ordered.reduce((sum, item) => sum + item.weight / largest, 0);
  return ordered.map((item) => ({ item, share: item.weight / largest / total }));
}

function requirePositive({ id, weight }: { id: string; weight: number }): void {
  if (weight > 0 && weight < Number.POSITIVE_INFINITY) return;
  throw new InvalidInputError(`The weight of ${id} is ${weight}.`, {
    field: `${id}.weight`,
    hint: "Give a number greater than 0; only proportions matter.",
  });
}

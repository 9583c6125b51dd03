import type { Direction, Normaliser, Scorecard } from "@cs/models";
import type { Fault } from "./fault.ts";

const meanings: Record<Direction, string> = {
  higher_is_better: "a higher value must never have fewer points",
  lower_is_better: "a higher value must never have more points",
  target: "points must rise and fall, as those of a target_range do",
};

/** Measures whose points do not follow their declared direction. */
export function* directionFaults({ groups }: Scorecard): Generator<Fault> {
  for (const [group, { measures }] of groups.entries()) {
    for (const [index, { direction, normaliser }] of measures.entries()) {
      const path = `groups[${group}].measures[${index}].normaliser`;
      if (!follows(normaliser, direction)) {
        const problem = `does not fit the direction ${direction}: ${meanings[direction]}`;
        yield { path, problem, hint: "Correct the points, or declare another direction." };
      }
    }
  }
}

function follows(normaliser: Normaliser, direction: Direction): boolean {
  const points = pointsInOrder(normaliser);
  const rises = points.every((value, index) => index === 0 || value >= (points[index - 1] ?? 0));
  const falls = points.every((value, index) => index === 0 || value <= (points[index - 1] ?? 0));
  if (direction === "higher_is_better") return rises;
  if (direction === "lower_is_better") return falls;
  return !rises && !falls;
}

/** The points that a normaliser passes through as its value rises. */
function pointsInOrder(normaliser: Normaliser): readonly number[] {
  switch (normaliser.kind) {
    case "piecewise_linear":
      return normaliser.knots.map(([, points]) => points);
    case "banded":
      return [normaliser.below, ...normaliser.ranges.map(({ points }) => points)];
    case "recency":
      return [100, 0];
    case "target_range":
      return [0, 100, 0];
    case "logistic":
      return normaliser.steepness > 0 ? [0, 100] : [100, 0];
    case "percentile":
      return normaliser.direction === "rising" ? [0, 100] : [100, 0];
  }
}

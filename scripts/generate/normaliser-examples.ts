import { score } from "@cs/health-engine";
import type { Normaliser, Scorecard } from "@cs/models";

/** A normaliser as the page on scoring shows it, over the values `from` to `to`, with a value worked out by hand. */
export interface NormaliserExample {
  readonly normaliser: Normaliser;
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

export const normaliserExamples: readonly NormaliserExample[] = [
  {
    normaliser: {
      kind: "piecewise_linear",
      knots: [
        [-1, 0],
        [-0.5, 20],
        [-0.2, 55],
        [0, 80],
        [0.25, 100],
      ],
    },
    from: -1.1,
    to: 0.4,
    value: -0.1,
  },
  {
    normaliser: {
      kind: "banded",
      below: 20,
      ranges: [
        { from: 1, points: 60 },
        { from: 3, points: 100 },
      ],
    },
    from: 0,
    to: 5,
    value: 2,
  },
  { normaliser: { kind: "recency", halfLifeDays: 14 }, from: 0, to: 56, value: 7 },
  {
    normaliser: { kind: "target_range", zeroBelow: -2, from: 2, to: 10, zeroAbove: 60 },
    from: -2,
    to: 64,
    value: 35,
  },
  { normaliser: { kind: "logistic", midpoint: 10, steepness: 0.5 }, from: 0, to: 20, value: 12 },
  {
    normaliser: {
      kind: "percentile",
      direction: "rising",
      reference: { id: "peers", version: 1, values: [2, 4, 4, 6, 8, 10, 12, 15, 20, 90] },
      lowerShare: 0.1,
      upperShare: 0.1,
    },
    from: 0,
    to: 30,
    value: 4,
  },
];

/** The points of a value, from a score that hangs on it alone. */
export function pointsOf(normaliser: Normaliser, value: number): number {
  const scorecard: Scorecard = {
    id: "one",
    version: 1,
    name: "One measure",
    groups: [
      {
        id: "all",
        label: "All",
        weight: 1,
        measures: [
          {
            measure: "value",
            weight: 1,
            direction: "target",
            normaliser,
            nullPolicy: "fail",
            stalenessLimitDays: null,
          },
        ],
      },
    ],
    caps: [],
    bands: { excellent: 90, good: 70, atRisk: 50 },
    minimumCoverage: 0,
  };
  const asOf = "2024-12-31";
  return score({ scorecard, asOf, observations: { value: { value, observedOn: asOf } } }).score ?? Number.NaN;
}

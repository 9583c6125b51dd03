import type { MeasureObservations, Normaliser, Scorecard, ScorecardMeasure } from "@cs/models";

/** The day on which the accounts of the tests are judged. */
export const asOf = "2024-06-30";

/** Straight lines through the knots `[value, points]`. */
export const line = (...knots: [value: number, points: number][]): Normaliser => ({ kind: "piecewise_linear", knots });

/** A measure whose points are its value, 0-100. */
export function plain(measure: string, weight: number, more: Partial<ScorecardMeasure> = {}): ScorecardMeasure {
  return {
    measure,
    weight,
    direction: "higher_is_better",
    normaliser: line([0, 0], [100, 100]),
    nullPolicy: "exclude",
    stalenessLimitDays: null,
    ...more,
  };
}

/** A plain measure for each weight. */
export function plains(weights: Readonly<Record<string, number>>): ScorecardMeasure[] {
  return Object.entries(weights).map(([measure, weight]) => plain(measure, weight));
}

/** A scorecard of one group, without caps, that asks for no coverage. */
export function scorecardOf(measures: readonly ScorecardMeasure[], more: Partial<Scorecard> = {}): Scorecard {
  return {
    id: "test",
    version: 1,
    name: "Test",
    groups: [{ id: "all", label: "All", weight: 1, measures: [...measures] }],
    caps: [],
    bands: { excellent: 90, good: 70, atRisk: 50 },
    minimumCoverage: 0,
    ...more,
  };
}

/** Observations of the as-of day. */
export function values(numbers: Readonly<Record<string, number>>): MeasureObservations {
  return Object.fromEntries(Object.entries(numbers).map(([id, value]) => [id, { value, observedOn: asOf }]));
}

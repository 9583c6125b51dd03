import type { HealthScore, MeasureObservation, Scorecard } from "@cs/models";
import { canonicalJson } from "../scoring/canonical-json.ts";
import { compareText } from "../scoring/compare-text.ts";
import { type ScoreInput, score } from "../scoring/score.ts";
import { pointLines, type ReadPoints, scoreOfPoints } from "./score-of-points.ts";

/** One side of a change with the score it has. */
export interface ChangeSide {
  readonly input: ScoreInput;
  readonly score: HealthScore;
}

/** Factors beside data, in the order in which they are reported. */
const otherFactors = ["staleness", "configuration", "cap", "override"] as const;
type OtherFactor = (typeof otherFactors)[number];

/** Which side each factor is taken from: false for before, true for after. */
export interface Mixture extends Readonly<Record<OtherFactor, boolean>> {
  /** By place in `ChangeGame.measures`. */
  readonly data: readonly boolean[];
}

/** The scores between two sides. */
export interface ChangeGame {
  /** Scored measures with another observation on the other side, by id. */
  readonly measures: readonly string[];
  /** The factors beside data that are not the same on both sides. */
  readonly changed: readonly OtherFactor[];
  scoreOf(mixture: Mixture): number;
}

/**
 * The score for every mixture of two sides.
 *
 * A mixture may lack what its scorecard requires although neither side does. It then still has a value: minimum coverage
 * does not apply, and a missing measure with policy `fail` is treated as `exclude`.
 */
export function changeGame(before: ChangeSide, after: ChangeSide): ChangeGame {
  const measures = changedMeasures(before.input, after.input);
  const places = new Map(measures.map((measure, place) => [measure, place]));
  const isSameRules = rulesOf(before.input) === rulesOf(after.input);
  // Under the same rules each side reads as its own score did.
  const tables = isSameRules
    ? [pairedPoints({ scorecard: before.input.scorecard, before: before.score, after: after.score, places })]
    : [
        pairedPoints({
          scorecard: before.input.scorecard,
          before: before.score,
          after: score({ ...after.input, scorecard: before.input.scorecard }),
          places,
        }),
        pairedPoints({
          scorecard: after.input.scorecard,
          before: score({ ...before.input, scorecard: after.input.scorecard }),
          after: after.score,
          places,
        }),
      ];
  const maxima = [capMaximum(before.score), capMaximum(after.score)];
  const overrides = [overrideIn(before.score), overrideIn(after.score)];
  const differs: Record<OtherFactor, boolean> = {
    staleness: before.input.asOf !== after.input.asOf,
    configuration: !isSameRules,
    cap: maxima[0] !== maxima[1],
    override: overrides[0] !== overrides[1],
  };
  return {
    measures,
    changed: otherFactors.filter((factor) => differs[factor]),
    scoreOf({ staleness, configuration, cap, override, data }) {
      const overriding = overrides[override ? 1 : 0] ?? null;
      if (overriding !== null) return overriding;
      const points = (tables[configuration ? 1 : 0] ?? tables[0] ?? []).map((pair) => {
        const later = pair.place === undefined ? staleness : data[pair.place];
        return later ? pair.after : pair.before;
      });
      return Math.min(scoreOfPoints(points), maxima[cap ? 1 : 0] ?? 100);
    },
  };
}

/** The observation of a measure as given; null when there is none. */
export function observationOf({ observations }: ScoreInput, measure: string): MeasureObservation | null {
  return Object.hasOwn(observations, measure) ? (observations[measure] ?? null) : null;
}

interface PairedPoints {
  readonly before: ReadPoints;
  readonly after: ReadPoints;
  /** Place among the changed measures; undefined when the observation is the same on both sides. */
  readonly place: number | undefined;
}

/** What each measure of a scorecard is worth in the scores of both sides, in the canonical order. */
function pairedPoints(input: {
  readonly scorecard: Scorecard;
  readonly before: HealthScore;
  readonly after: HealthScore;
  readonly places: ReadonlyMap<string, number>;
}): PairedPoints[] {
  const after = pointLines(input.scorecard, input.after);
  return pointLines(input.scorecard, input.before).map(({ measure, ...before }, index) => ({
    before,
    after: after[index] ?? before,
    place: input.places.get(measure),
  }));
}

function changedMeasures(before: ScoreInput, after: ScoreInput): string[] {
  const scored = [before, after].flatMap(({ scorecard }) =>
    scorecard.groups.flatMap((group) => group.measures.map(({ measure }) => measure)),
  );
  return [...new Set(scored)]
    .filter((measure) => textOf(observationOf(before, measure)) !== textOf(observationOf(after, measure)))
    .sort(compareText);
}

/** Equal for observations that say the same; all ways to know nothing are the same. */
function textOf(observation: MeasureObservation | null): string {
  if (observation === null || observation.value === null) return "missing";
  return canonicalJson([observation.value + 0, observation.observedOn ?? null]);
}

/** What a scorecard says about points, as text: without names, caps, bands and minimum coverage, in any order. */
function rulesOf({ scorecard: { groups } }: ScoreInput): string {
  const byId = groups.map(({ id, weight, measures }) => [
    id,
    { weight, measures: Object.fromEntries(measures.map((measure) => [measure.measure, measure])) },
  ]);
  return canonicalJson(Object.fromEntries(byId));
}

function capMaximum({ capsFired }: HealthScore): number {
  return capsFired.reduce((least, { maximum }) => Math.min(least, maximum), 100);
}

/** The score that an override in force sets; null without one. */
function overrideIn({ override }: HealthScore): number | null {
  return override?.score ?? null;
}

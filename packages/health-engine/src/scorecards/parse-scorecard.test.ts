import { CsError } from "@cs/models";
import { describe, expect, test } from "vitest";
import { line, plain, scorecardOf } from "../../test/scorecards.ts";
import { measureIds } from "../measures/index.ts";
import { parseScorecard } from "./parse-scorecard.ts";

const measure = plain("usage_trend", 1);
const other = { ...measure, measure: "open_p0_tickets" };
const cap = { id: "c", label: "C", maximum: 10, when: [{ measure: "tenure_days", atLeast: 1 }] };

function card(measures: readonly object[] = [measure], more: object = {}): object {
  return { ...scorecardOf([]), groups: [{ id: "all", label: "All", weight: 1, measures }], ...more };
}

/** Message and hint of the refusal. */
function refusal(json: unknown, knownMeasures?: readonly string[]): string {
  try {
    parseScorecard(json, { knownMeasures });
    return "accepted";
  } catch (error) {
    if (!CsError.isInstance(error)) throw error;
    expect(error.code).toBe("invalid_input");
    return `${error.message} [${error.field}] ${error.hint}`;
  }
}

test("a good scorecard comes back as it is", () => {
  expect(parseScorecard(card([measure, other], { caps: [cap] }))).toEqual(card([measure, other], { caps: [cap] }));
});

describe("a bad scorecard is refused with the place and what to do", () => {
  test("by the schema", () => {
    expect(refusal("{}")).toMatchInlineSnapshot(
      `"The scorecard is not valid: invalid input: expected object, received string. [scorecard] Correct this value and parse the scorecard again."`,
    );
    expect(refusal(card([{ ...measure, weight: 0 }]))).toMatchInlineSnapshot(
      `"groups[0].measures[0].weight of the scorecard is not valid: too small: expected number to be >0. [groups[0].measures[0].weight] Give a number greater than 0; only proportions matter."`,
    );
    expect(refusal(card([{ ...measure, wieght: 2 }]))).toMatchInlineSnapshot(
      `"groups[0].measures[0].wieght of the scorecard is not a known key. [groups[0].measures[0].wieght] Remove "wieght" or correct its name."`,
    );
    expect(refusal(card([measure], { colour: "red" }))).toMatchInlineSnapshot(
      `"colour of the scorecard is not a known key. [colour] Remove "colour" or correct its name."`,
    );
    expect(refusal(card([{ ...measure, nullPolicy: "zero" }]))).toMatchInlineSnapshot(
      `"groups[0].measures[0].nullPolicy of the scorecard is not valid: invalid option: expected one of "exclude"|"neutral"|"worst"|"fail". [groups[0].measures[0].nullPolicy] Use one of: exclude, neutral, worst, fail."`,
    );
    expect(refusal(card([{ ...measure, normaliser: { kind: "quadratic" } }]))).toMatchInlineSnapshot(
      `"groups[0].measures[0].normaliser.kind of the scorecard is not valid: invalid discriminator value. Expected 'piecewise_linear' | 'banded' | 'recency' | 'target_range' | 'logistic' | 'percentile'. [groups[0].measures[0].normaliser.kind] Use one of: piecewise_linear, banded, recency, target_range, logistic, percentile."`,
    );
    expect(refusal(card([{ ...measure, normaliser: line([1, 0], [1, 5]) }]))).toMatchInlineSnapshot(
      `"groups[0].measures[0].normaliser.knots of the scorecard is not valid: values must strictly increase from knot to knot. [groups[0].measures[0].normaliser.knots] Correct this value and parse the scorecard again."`,
    );
    expect(refusal(card([measure], { bands: { excellent: 50, good: 70, atRisk: 50 } }))).toMatchInlineSnapshot(
      `"bands of the scorecard is not valid: needs excellent > good > atRisk. [bands] Correct this value and parse the scorecard again."`,
    );
    expect(refusal(card([measure], { caps: [{ ...cap, when: [{ measure: "a" }] }] }))).toMatchInlineSnapshot(
      `"caps[0].when[0] of the scorecard is not valid: needs exactly one of atLeast and below. [caps[0].when[0]] Correct this value and parse the scorecard again."`,
    );
  });

  test("for ids and measures that stand twice", () => {
    expect(refusal(card([measure, measure]))).toMatchInlineSnapshot(
      `"groups[0].measures[1].measure of the scorecard repeats "usage_trend" of groups[0].measures[0].measure. [groups[0].measures[1].measure] Use a measure once in a scorecard; raise its weight to make it count for more."`,
    );
    const group = { id: "all", label: "All", weight: 1, measures: [measure] };
    expect(refusal(card([], { groups: [group, { ...group, measures: [other] }] }))).toMatchInlineSnapshot(
      `"groups[1].id of the scorecard repeats "all" of groups[0].id. [groups[1].id] Give every group its own id."`,
    );
    expect(refusal(card([measure], { caps: [cap, cap] }))).toMatchInlineSnapshot(
      `"caps[1].id of the scorecard repeats "c" of caps[0].id. [caps[1].id] Give every cap its own id."`,
    );
  });

  test("for points against the direction", () => {
    expect(refusal(card([{ ...measure, direction: "lower_is_better" }]))).toMatchInlineSnapshot(
      `"groups[0].measures[0].normaliser of the scorecard does not fit the direction lower_is_better: a higher value must never have more points. [groups[0].measures[0].normaliser] Correct the points, or declare another direction."`,
    );
    const recency = { kind: "recency", halfLifeDays: 7 };
    expect(refusal(card([{ ...measure, normaliser: recency }]))).toMatchInlineSnapshot(
      `"groups[0].measures[0].normaliser of the scorecard does not fit the direction higher_is_better: a higher value must never have fewer points. [groups[0].measures[0].normaliser] Correct the points, or declare another direction."`,
    );
    expect(refusal(card([{ ...measure, normaliser: recency, direction: "target" }]))).toMatch(/does not fit/);
    expect(refusal(card([{ ...measure, normaliser: recency, direction: "lower_is_better" }]))).toBe("accepted");
    const range = { kind: "target_range", zeroBelow: 0, from: 1, to: 2, zeroAbove: 3 };
    expect(refusal(card([{ ...measure, normaliser: range }]))).toMatch(/does not fit/);
    expect(refusal(card([{ ...measure, normaliser: range, direction: "target" }]))).toBe("accepted");
    const hill = line([0, 0], [1, 90], [2, 10]);
    expect(refusal(card([{ ...measure, normaliser: hill }]))).toMatch(/does not fit/);
    expect(refusal(card([{ ...measure, normaliser: hill, direction: "target" }]))).toBe("accepted");
    const banded = { kind: "banded", below: 50, ranges: [{ from: 0, points: 20 }] };
    expect(refusal(card([{ ...measure, normaliser: banded }]))).toMatch(/does not fit/);
    expect(refusal(card([{ ...measure, normaliser: banded, direction: "lower_is_better" }]))).toBe("accepted");
  });

  test("for a logistic or percentile against the direction or out of bounds", () => {
    const logistic = { kind: "logistic", midpoint: 0, steepness: -1 };
    expect(refusal(card([{ ...measure, normaliser: logistic }]))).toMatch(/does not fit the direction higher/);
    expect(refusal(card([{ ...measure, normaliser: logistic, direction: "lower_is_better" }]))).toBe("accepted");
    expect(refusal(card([{ ...measure, normaliser: { ...logistic, steepness: 0 } }]))).toMatchInlineSnapshot(
      `"groups[0].measures[0].normaliser.steepness of the scorecard is not valid: must not be 0: its sign is the direction. [groups[0].measures[0].normaliser.steepness] Correct this value and parse the scorecard again."`,
    );
    const reference = { id: "peers", version: 1, values: [1, 2, 2, 9] };
    const percentile = { kind: "percentile", direction: "rising", reference, lowerShare: 0.05, upperShare: 0.05 };
    expect(refusal(card([{ ...measure, normaliser: percentile }]))).toBe("accepted");
    const falling = { ...percentile, direction: "falling" };
    expect(refusal(card([{ ...measure, normaliser: falling }]))).toMatch(/does not fit the direction higher/);
    expect(refusal(card([{ ...measure, normaliser: falling, direction: "target" }]))).toMatch(/does not fit/);
    expect(refusal(card([{ ...measure, normaliser: falling, direction: "lower_is_better" }]))).toBe("accepted");
    const unsorted = { ...percentile, reference: { ...reference, values: [2, 1] } };
    expect(refusal(card([{ ...measure, normaliser: unsorted }]))).toMatchInlineSnapshot(
      `"groups[0].measures[0].normaliser.reference.values of the scorecard is not valid: must be sorted from low to high. [groups[0].measures[0].normaliser.reference.values] Correct this value and parse the scorecard again."`,
    );
    expect(refusal(card([{ ...measure, normaliser: { ...percentile, lowerShare: 0.5 } }]))).toMatchInlineSnapshot(
      `"groups[0].measures[0].normaliser.lowerShare of the scorecard is not valid: too big: expected number to be <=0.49. [groups[0].measures[0].normaliser.lowerShare] Correct this value and parse the scorecard again."`,
    );
  });

  test("for a hysteresis that leaves a band out of reach", () => {
    const bands = { excellent: 90, good: 70, atRisk: 50 };
    expect(refusal(card([measure], { bands: { ...bands, hysteresis: 3 } }))).toBe("accepted");
    expect(refusal(card([measure], { bands: { ...bands, hysteresis: 0 } }))).toBe("accepted");
    expect(refusal(card([measure], { bands: { ...bands, hysteresis: -1 } }))).toMatchInlineSnapshot(
      `"bands.hysteresis of the scorecard is not valid: too small: expected number to be >=0. [bands.hysteresis] Correct this value and parse the scorecard again."`,
    );
    expect(refusal(card([measure], { bands: { ...bands, hysteresis: 10 } }))).toMatchInlineSnapshot(
      `"bands.hysteresis of the scorecard is not valid: must be 0, or less than 100 - excellent and less than atRisk, or no score could leave a band. [bands.hysteresis] Correct this value and parse the scorecard again."`,
    );
    const low = { excellent: 60, good: 40, atRisk: 5 };
    expect(refusal(card([measure], { bands: { ...low, hysteresis: 5 } }))).toMatch(/must be 0, or less/);
    expect(refusal(card([measure], { bands: { ...low, atRisk: 0, hysteresis: 5 } }))).toBe("accepted");
  });

  test("for ranges that are not in order", () => {
    const ranges = [
      { from: 5, points: 20 },
      { from: 5, points: 30 },
    ];
    expect(refusal(card([{ ...measure, normaliser: { kind: "banded", below: 0, ranges } }]))).toMatchInlineSnapshot(
      `"groups[0].measures[0].normaliser.ranges of the scorecard is not valid: from must strictly increase from range to range. [groups[0].measures[0].normaliser.ranges] Correct this value and parse the scorecard again."`,
    );
  });

  test("for numbers that are none, below 0, or out of their range", () => {
    for (const weight of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(refusal(card([{ ...measure, weight }]))).toMatch(
        /^groups\[0\]\.measures\[0\]\.weight .* Give a number greater than 0; only proportions matter\.$/,
      );
      const group = { id: "all", label: "All", weight, measures: [measure] };
      expect(refusal(card([], { groups: [group] }))).toMatch(/^groups\[0\]\.weight of the scorecard is not valid/);
    }
    const zeros = [measure, other].map((each) => ({ ...each, weight: 0 }));
    expect(refusal(card(zeros))).toMatch(/^groups\[0\]\.measures\[0\]\.weight /);
    for (const number of [Number.NaN, Number.POSITIVE_INFINITY, -1, 101]) {
      const knots = refusal(card([{ ...measure, normaliser: line([0, 0], [1, number]) }]));
      expect(knots).toMatch(/^groups\[0\]\.measures\[0\]\.normaliser\.knots\[1\]\[1\] of the scorecard is not valid/);
      expect(refusal(card([measure], { caps: [{ ...cap, maximum: number }] }))).toMatch(/^caps\[0\]\.maximum /);
      expect(refusal(card([measure], { minimumCoverage: number }))).toMatch(/^minimumCoverage of the scorecard/);
    }
    expect(refusal(card([{ ...measure, normaliser: line([Number.NaN, 0], [1, 9]) }]))).toMatch(/knots\[0\]\[0\]/);
    expect(refusal(card([measure], { caps: [{ ...cap, when: [{ measure: "a", below: Number.NaN }] }] }))).toMatch(
      /^caps\[0\]\.when\[0\]\.below /,
    );
  });

  test("for more than 10,000 measures in a group", () => {
    const many = (count: number) => card(Array.from({ length: count }, (_, index) => plain(`m${index}`, 1)));
    expect(refusal(many(10_000))).toBe("accepted");
    expect(refusal(many(10_001))).toMatchInlineSnapshot(
      `"groups[0].measures of the scorecard is not valid: too big: expected array to have <=10000 items. [groups[0].measures] Correct this value and parse the scorecard again."`,
    );
  });

  test("for no measures or no groups", () => {
    expect(refusal(card([]))).toMatch(/^groups\[0\]\.measures of the scorecard is not valid: too small/);
    expect(refusal(card([], { groups: [] }))).toMatch(/^groups of the scorecard is not valid: too small/);
  });

  test("for unknown measures, but only when asked", () => {
    const misspelt = card([{ ...measure, measure: "usage_trnd" }]);
    expect(refusal(misspelt)).toBe("accepted");
    expect(refusal(misspelt, measureIds)).toMatchInlineSnapshot(
      `"groups[0].measures[0].measure of the scorecard names the unknown measure "usage_trnd". [groups[0].measures[0].measure] Did you mean usage_trend?"`,
    );
    expect(
      refusal(card([{ ...measure, measure: "moon_phase" }]), ["usage_trend", "tenure_days"]),
    ).toMatchInlineSnapshot(
      `"groups[0].measures[0].measure of the scorecard names the unknown measure "moon_phase". [groups[0].measures[0].measure] Use one of: usage_trend, tenure_days."`,
    );
    const capOnly = card([measure], { caps: [{ ...cap, when: [{ measure: "tenure_day", below: 3 }] }] });
    expect(refusal(capOnly, measureIds)).toMatchInlineSnapshot(
      `"caps[0].when[0].measure of the scorecard names the unknown measure "tenure_day". [caps[0].when[0].measure] Did you mean tenure_days?"`,
    );
  });
});

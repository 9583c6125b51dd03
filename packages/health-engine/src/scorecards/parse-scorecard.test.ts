import { CsError, type Scorecard } from "@cs/models";
import { describe, expect, test } from "vitest";
import { measureIds } from "../measures/index.ts";
import { score } from "../scoring/score.ts";
import { defaultScorecard } from "./default-scorecard.ts";
import { parseScorecard } from "./parse-scorecard.ts";

const linear = {
  kind: "piecewise_linear",
  knots: [
    [0, 0],
    [100, 100],
  ],
};
const measure = {
  measure: "usage_trend",
  weight: 1,
  direction: "higher_is_better",
  normaliser: linear,
  nullPolicy: "exclude",
  stalenessLimitDays: null,
};
const other = { ...measure, measure: "open_p0_tickets" };
const cap = { id: "c", label: "C", maximum: 10, when: [{ measure: "tenure_days", atLeast: 1 }] };

function card(measures: object[] = [measure], more: object = {}): object {
  return {
    id: "mine",
    version: 1,
    name: "Mine",
    groups: [{ id: "all", label: "All", weight: 1, measures }],
    caps: [],
    bands: { excellent: 90, good: 70, atRisk: 50 },
    minimumCoverage: 0.7,
    ...more,
  };
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
    expect(
      refusal(
        card([
          {
            ...measure,
            normaliser: {
              ...linear,
              knots: [
                [1, 0],
                [1, 5],
              ],
            },
          },
        ]),
      ),
    ).toMatchInlineSnapshot(
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
    const hill = {
      ...linear,
      knots: [
        [0, 0],
        [1, 90],
        [2, 10],
      ],
    };
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

describe("the default scorecard", () => {
  test("parses, with registered measures only, and has the published weights", () => {
    expect(parseScorecard(defaultScorecard, { knownMeasures: measureIds })).toEqual(defaultScorecard);
    expect(defaultScorecard.groups.map(({ id, weight }) => [id, weight])).toEqual([
      ["usage", 0.3],
      ["engagement", 0.2],
      ["adoption", 0.15],
      ["support", 0.15],
      ["feedback", 0.1],
      ["payment_renewal", 0.1],
    ]);
    expect(defaultScorecard.caps.map(({ id, maximum }) => [id, maximum])).toEqual([
      ["notice_served", 29],
      ["champion_gone", 49],
      ["invoice_overdue", 49],
      ["open_p0", 49],
      ["low_seat_use", 59],
    ]);
  });

  const asOf = "2024-12-31";
  const run = (numbers: Record<string, number>, card: Scorecard = defaultScorecard) =>
    score({
      scorecard: card,
      observations: Object.fromEntries(Object.entries(numbers).map(([id, value]) => [id, { value, observedOn: asOf }])),
      asOf,
    });
  const healthy = {
    usage_trend: 0, // 80 points x .2
    usage_recency_days: 0, // 100 x .1
    active_days_28: 20, // 100 x .15
    champion_gone_days: 0, // 100 x .05
    seat_utilisation: 0.75, // 80 x .1
    features_used_90: 5, // 70 x .05
    tickets_per_100_seats_90: 5, // 100 x .075
    escalated_share_180: 0.1, // 70 x .0375
    first_reply_minutes_median_180: 480, // 70 x .0375
    csat_share_365: 0.8, // 75 x .05
    nps_mean_365: 9, // 95 x .05
    invoice_overdue_days: 0, // 100 x .05
    auto_renew_share: 1, // 100 x .025
    arr_change_365: 0, // 75 x .025
    churn_notice_served: 0,
    open_p0_tickets: 0,
    tenure_days: 700,
  };

  test("calls a steady account good", () => {
    // 16 + 10 + 15 + 5 + 8 + 3.5 + 7.5 + 2.625 + 2.625 + 3.75 + 4.75 + 5 + 2.5 + 1.875 = 88.125
    expect(run(healthy)).toMatchObject({ score: 88.125, band: "good", provedBand: "good", capsFired: [] });
  });

  test.each([
    [{ churn_notice_served: 1 }, "notice_served", 29],
    [{ champion_gone_days: 45 }, "champion_gone", 49],
    [{ invoice_overdue_days: 61 }, "invoice_overdue", 49],
    [{ open_p0_tickets: 1 }, "open_p0", 49],
    [{ seat_utilisation: 0.49 }, "low_seat_use", 59],
  ])("%o fires %s", (change, id, maximum) => {
    const result = run({ ...healthy, ...change });
    expect(result.capsFired.map((fired) => fired.id)).toEqual([id]);
    expect(result.score).toBe(maximum);
  });

  test("lets 44 days without a champion, 60 days overdue and an early roll-out pass", () => {
    const result = run({
      ...healthy,
      champion_gone_days: 44,
      invoice_overdue_days: 60,
      seat_utilisation: 0.2,
      tenure_days: 179,
    });
    expect(result.capsFired).toEqual([]);
  });

  test("says nothing about an account of which only the use is known", () => {
    const { usage_trend, usage_recency_days, active_days_28 } = healthy;
    const result = run({ usage_trend, usage_recency_days, active_days_28 });
    expect(result).toMatchObject({ score: null, band: "insufficient_data" });
    expect(result.reason).toMatchInlineSnapshot(
      `"45 % of the weight is covered, 70 % is needed; missing: seat_utilisation (10 %, no observation was given), tickets_per_100_seats_90 (7.5 %, no observation was given), champion_gone_days (5 %, no observation was given), csat_share_365 (5 %, no observation was given), nps_mean_365 (5 %, no observation was given) and 6 more"`,
    );
  });
});

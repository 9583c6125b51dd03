import type { Cap, MeasureObservations, NullPolicy, Scorecard, ScorecardMeasure } from "@cs/models";
import { describe, expect, test } from "vitest";
import { compileScorecard } from "./compile-scorecard.ts";
import { score } from "./score.ts";

const asOf = "2024-06-30";

/** A measure whose points are its value, 0-100. */
function plain(measure: string, weight: number, more: Partial<ScorecardMeasure> = {}): ScorecardMeasure {
  return {
    measure,
    weight,
    direction: "higher_is_better",
    normaliser: {
      kind: "piecewise_linear",
      knots: [
        [0, 0],
        [100, 100],
      ],
    },
    nullPolicy: "exclude",
    stalenessLimitDays: null,
    ...more,
  };
}

function scorecardOf(measures: ScorecardMeasure[], more: Partial<Scorecard> = {}): Scorecard {
  return {
    id: "test",
    version: 3,
    name: "Test",
    groups: [{ id: "all", label: "All", weight: 1, measures }],
    caps: [],
    bands: { excellent: 90, good: 70, atRisk: 50 },
    minimumCoverage: 0,
    ...more,
  };
}

function values(numbers: Record<string, number>): MeasureObservations {
  return Object.fromEntries(Object.entries(numbers).map(([id, value]) => [id, { value, observedOn: asOf }]));
}

describe("the weighted mean", () => {
  test("weights are shares of the group, groups are shares of the score", () => {
    const scorecard = scorecardOf([], {
      groups: [
        { id: "usage", label: "Usage", weight: 3, measures: [plain("a", 1), plain("b", 3)] },
        { id: "support", label: "Support", weight: 1, measures: [plain("c", 7)] },
      ],
    });
    const result = score({ scorecard, observations: values({ a: 40, b: 80, c: 100 }), asOf });
    // a 3/4 x 1/4 = .1875 -> 7.5; b 3/4 x 3/4 = .5625 -> 45; c 1/4 -> 25; together 77.5
    expect(result.score).toBe(77.5);
    expect(result.band).toBe("good");
    expect(result.contributions.map(({ measure, weight, points }) => [measure, weight, points])).toEqual([
      ["a", 0.1875, 7.5],
      ["b", 0.5625, 45],
      ["c", 0.25, 25],
    ]);
    // Math.round(77.5) = 78; floors 7 + 45 + 25 = 77; the .5 of a is rounded up.
    expect(result.contributions.map(({ shownPoints }) => shownPoints)).toEqual([8, 45, 25]);
    expect(result).toMatchObject({ coverage: 1, confidence: 1, interval: { low: 77.5, high: 77.5 }, reason: null });
    expect(result.scorecard).toEqual({ id: "test", version: 3 });
  });

  test("measures that all have 90 points reach the band that starts at 90", () => {
    const ids = Array.from({ length: 30 }, (_, index) => `m${index}`);
    const observations = values(Object.fromEntries(ids.map((id) => [id, 90])));
    const result = score({
      scorecard: scorecardOf(ids.map((id, index) => plain(id, index + 0.1))),
      observations,
      asOf,
    });
    expect(result).toMatchObject({ score: 90, band: "excellent" });
  });
});

describe("missing measures", () => {
  test("exclude: the weight is handed on in proportion", () => {
    const scorecard = scorecardOf([plain("a", 6), plain("b", 2), plain("c", 2)]);
    const result = score({ scorecard, observations: values({ a: 90, b: 50 }), asOf });
    // factor 1 / .8 = 1.25: a .75 x 90 = 67.5, b .25 x 50 = 12.5
    expect(result.score).toBe(80);
    expect(result.coverage).toBeCloseTo(0.8, 12);
    expect(
      result.contributions.map(({ status, effectiveWeight }) => [status, Number(effectiveWeight.toFixed(12))]),
    ).toEqual([
      ["scored", 0.75],
      ["scored", 0.25],
      ["missing", 0],
    ]);
    expect(result.contributions[2]).toMatchObject({
      value: null,
      normalised: null,
      reason: "no observation was given",
      points: 0,
    });
    // low .6 x 90 + .2 x 50 = 64; high 64 + 20 = 84
    expect(result.interval).toEqual({ low: 64, high: 84 });
    expect(result.provedBand).toBe("at_risk");
    expect(result.band).toBe("good");
  });

  test("exclude: no measure counts for more than 1.5 times its weight, the rest counts as 50", () => {
    const scorecard = scorecardOf([plain("a", 4), plain("b", 4), plain("c", 2)]);
    const result = score({ scorecard, observations: values({ a: 100 }), asOf });
    // a can take .4 x .5 = .2 of the missing .6; the rest .4 is shared 4 : 2 and has 50 points:
    // a .6 x 100 = 60, b .2667 x 50 = 13.33, c .1333 x 50 = 6.67; together 80
    expect(result.score).toBe(80);
    expect(result.contributions.map(({ status, normalised }) => [status, normalised])).toEqual([
      ["scored", 100],
      ["neutral", 50],
      ["neutral", 50],
    ]);
    const effective = result.contributions.map(({ effectiveWeight }) => effectiveWeight);
    expect(effective[0]).toBeCloseTo(0.6, 12);
    expect(effective[1]).toBeCloseTo(0.8 / 3, 9);
    expect(effective[2]).toBeCloseTo(0.4 / 3, 9);
    expect(result.coverage).toBeCloseTo(0.4, 12);
  });

  test.each([
    ["neutral", 70, 50, "neutral"], // .5 x 90 + .5 x 50
    ["worst", 45, 0, "worst"], // .5 x 90 + 0
  ] as const)("%s", (nullPolicy: NullPolicy, expected, normalised, status) => {
    const result = score({
      scorecard: scorecardOf([plain("a", 1), plain("b", 1, { nullPolicy })]),
      observations: values({ a: 90 }),
      asOf,
    });
    expect(result).toMatchObject({ score: expected, coverage: 0.5, interval: { low: 45, high: 95 } });
    expect(result.contributions[1]).toMatchObject({ normalised, status, effectiveWeight: 0.5 });
  });

  test("fail: there is no score", () => {
    const scorecard = scorecardOf([plain("a", 3), plain("b", 1, { nullPolicy: "fail" })]);
    const result = score({ scorecard, observations: values({ a: 80 }), asOf });
    expect(result).toMatchObject({ score: null, band: "insufficient_data", interval: { low: 60, high: 85 } });
    expect(result.reason).toBe("required measures are missing: b (25 %, no observation was given)");
  });

  test("too little coverage: there is no score, but all that is known is listed", () => {
    const cap: Cap = { id: "low", label: "Low", maximum: 20, when: [{ measure: "a", atLeast: 1 }] };
    const measures = [plain("a", 5), plain("b", 4, { nullPolicy: "neutral" }), plain("c", 1)];
    const scorecard = scorecardOf(measures, { minimumCoverage: 0.7, caps: [cap] });
    const observations = { ...values({ a: 80 }), c: { value: null, reason: "no survey answers are connected" } };
    const result = score({ scorecard, observations, asOf });
    expect(result).toMatchObject({ score: null, band: "insufficient_data", provedBand: "critical", coverage: 0.5 });
    expect(result.reason).toMatchInlineSnapshot(
      `"50 % of the weight is covered, 70 % is needed; missing: b (40 %, no observation was given), c (10 %, no survey answers are connected)"`,
    );
    expect(result.contributions.map(({ status, value, normalised }) => [status, value, normalised])).toEqual([
      ["scored", 80, 80],
      ["neutral", null, 50],
      ["missing", null, null],
    ]);
    for (const line of result.contributions)
      expect(line).toMatchObject({ points: 0, effectiveWeight: 0, shownPoints: 0 });
    expect(result.capsFired).toEqual([]);
    expect(result.interval).toEqual({ low: 20, high: 20 });
  });

  test("coverage that equals the minimum is enough, in spite of binary fractions", () => {
    const ids = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    const observations = values(Object.fromEntries(ids.slice(0, 7).map((id) => [id, 60])));
    const scorecard = scorecardOf(
      ids.map((id) => plain(id, 0.1)),
      { minimumCoverage: 0.7 },
    );
    expect(score({ scorecard, observations, asOf }).score).toBe(60);
  });

  test("nothing known: no score, even when no coverage is asked for", () => {
    const result = score({ scorecard: scorecardOf([plain("a", 1)]), observations: {}, asOf });
    expect(result).toMatchObject({ score: null, coverage: 0, confidence: 0, interval: { low: 0, high: 100 } });
    expect(result.reason).toBe("no measure of the scorecard is known: a (100 %, no observation was given)");
  });
});

describe("age", () => {
  const scorecard = scorecardOf([plain("a", 1, { stalenessLimitDays: 90 }), plain("b", 3)]);
  const seen = (observedOn: string | null) =>
    score({ scorecard, observations: { a: { value: 80, observedOn }, b: { value: 60, observedOn: asOf } }, asOf });

  test("older than the limit is missing", () => {
    // 2024-04-01 is 90 days before 2024-06-30: 29 + 31 + 30.
    expect(seen("2024-04-01").contributions[0]?.status).toBe("scored");
    expect(seen("2024-03-31").contributions[0]).toMatchObject({
      status: "missing",
      value: null,
      reason: "last observed 2024-03-31, older than 90 days",
    });
  });

  test("confidence falls with age, to half on the last day", () => {
    expect(seen(null).confidence).toBe(1);
    // 45 of 90 days: freshness .75; .25 x .75 + .75 x 1
    expect(seen("2024-05-16").confidence).toBe(0.9375);
    expect(seen("2024-04-01").confidence).toBe(0.875);
    expect(seen("2024-03-31").confidence).toBe(0.75);
  });

  test("observed after the as-of day is missing, and its value is nowhere in the result", () => {
    const early = seen("2024-07-01");
    expect(early.contributions[0]).toMatchObject({ value: null, reason: "observed after the as-of day" });
    const other = { a: { value: 3, observedOn: "2025-01-01" }, b: { value: 60, observedOn: asOf } };
    expect(score({ scorecard, observations: other, asOf })).toEqual(early);
  });
});

describe("caps", () => {
  const gone: Cap = { id: "gone", label: "Champion gone", maximum: 49, when: [{ measure: "gone_days", atLeast: 45 }] };
  const notice: Cap = { id: "notice", label: "Notice", maximum: 29, when: [{ measure: "notice", atLeast: 1 }] };
  const seats: Cap = {
    id: "seats",
    label: "Empty seats",
    maximum: 59,
    when: [
      { measure: "a", below: 50 },
      { measure: "tenure", atLeast: 180 },
    ],
  };
  const scorecard = scorecardOf([plain("a", 1), plain("b", 1)], { caps: [gone, seats, notice] });
  const run = (numbers: Record<string, number>) => score({ scorecard, observations: values(numbers), asOf });

  test("the tightest fired cap bounds the score and says what it took away", () => {
    const result = run({ a: 90, b: 80.5, gone_days: 45, notice: 1, tenure: 10 });
    // (90 + 80.5) / 2 = 85.25; 29 - 85.25 = -56.25
    expect(result).toMatchObject({ score: 29, band: "critical", interval: { low: 29, high: 29 } });
    expect(result.capsFired.map(({ id, points, evidence }) => [id, points, evidence])).toEqual([
      ["notice", -56.25, { notice: 1 }],
      ["gone", 0, { gone_days: 45 }],
    ]);
    // 45 + 40.25 - 56.25 = 29; floors 45 + 40 - 57 = 28; the .75 of the cap line is the largest remainder.
    expect(result.contributions.map(({ shownPoints }) => shownPoints)).toEqual([45, 40]);
    expect(result.capsFired.map(({ shownPoints }) => shownPoints)).toEqual([-56, 0]);
  });

  test("a fired cap above the score is listed and takes nothing", () => {
    const result = run({ a: 20, b: 40, gone_days: 100, notice: 0, tenure: 400 });
    expect(result.score).toBe(30);
    expect(result.capsFired.map(({ id, points }) => [id, points])).toEqual([
      ["gone", 0],
      ["seats", 0],
    ]);
  });

  test("all conditions must hold, at their exact limits", () => {
    expect(run({ a: 50, b: 100, gone_days: 44.9, notice: 0, tenure: 400 }).capsFired).toEqual([]);
    const result = run({ a: 49, b: 99, gone_days: 0, notice: 0, tenure: 180 });
    expect(result.score).toBe(59);
    expect(result.capsFired[0]?.evidence).toEqual({ a: 49, tenure: 180 });
  });

  test("a cap that cannot be decided bounds the low end only", () => {
    const result = run({ a: 90, b: 90, notice: 0 });
    expect(result).toMatchObject({
      score: 90,
      band: "excellent",
      interval: { low: 49, high: 90 },
      provedBand: "critical",
    });
    expect(result.capsFired).toEqual([]);
  });

  test("a cap with a condition that fails cannot fire, whatever else is missing", () => {
    // a >= 50 decides `seats` without a tenure.
    expect(run({ a: 90, b: 90, notice: 0, gone_days: 0 }).interval).toEqual({ low: 90, high: 90 });
  });

  test("a condition on a later observation is undecided, one on an old observation is not", () => {
    const observations = { ...values({ a: 90, b: 90, tenure: 1 }), notice: { value: 0, observedOn: "2020-01-01" } };
    const later = { ...observations, gone_days: { value: 80, observedOn: "2024-07-01" } };
    expect(score({ scorecard, observations: later, asOf })).toMatchObject({
      score: 90,
      interval: { low: 49, high: 90 },
    });
  });
});

describe("bad input", () => {
  const scorecard = scorecardOf([plain("a", 1)]);
  const failure = (observations: MeasureObservations, day = asOf) => {
    try {
      return score({ scorecard, observations, asOf: day });
    } catch (error) {
      return error;
    }
  };

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("%d is refused", (value) => {
    expect(failure({ a: { value, observedOn: null } })).toMatchObject({
      code: "invalid_input",
      message: `The value of a is ${value}, not a finite number.`,
      field: "observations.a.value",
      hint: "Give a finite number, or { value: null, reason } when the value is unknown.",
    });
  });

  test("days that do not exist are refused", () => {
    expect(failure({}, "2024-02-30")).toMatchObject({
      message: 'The as-of day is "2024-02-30", not a calendar date.',
      field: "asOf",
    });
    expect(failure({ a: { value: 1, observedOn: "yesterday" } })).toMatchObject({
      message: 'The day on which a was observed is "yesterday", not a calendar date.',
      field: "observations.a.observedOn",
    });
  });

  test("measures that the scorecard does not name are ignored, even broken ones", () => {
    const plainResult = failure(values({ a: 5 }));
    expect(failure({ ...values({ a: 5 }), other: { value: Number.NaN, observedOn: null } })).toEqual(plainResult);
  });

  test("a measure called constructor is missing unless it is given", () => {
    const odd = scorecardOf([plain("constructor", 1), plain("a", 1)]);
    expect(score({ scorecard: odd, observations: values({ a: 70 }), asOf }).contributions[0]?.status).toBe("neutral");
  });
});

describe("input hash", () => {
  const cap: Cap = { id: "c", label: "C", maximum: 10, when: [{ measure: "x", atLeast: 9 }] };
  const scorecard = scorecardOf([plain("a", 1), plain("b", 2)], { caps: [cap] });
  const hash = (card: Scorecard, observations: MeasureObservations, day = asOf) =>
    score({ scorecard: card, observations, asOf: day }).inputHash;
  const base = hash(scorecard, values({ a: 1, b: 0, x: 3 }));

  test("is 64 hex digits and does not depend on order, on unnamed measures or on the sign of zero", () => {
    expect(base).toMatch(/^[0-9a-f]{64}$/);
    const turned = scorecardOf([plain("b", 2), plain("a", 1)], { caps: [cap], name: "Another title" });
    expect(hash(turned, values({ other: 7, x: 3, b: -0, a: 1 }))).toBe(base);
  });

  test("changes with a value, a day, a weight, a cap, the version and the as-of day", () => {
    const hashes = [
      base,
      hash(scorecard, values({ a: 2, b: 0, x: 3 })),
      hash(scorecard, values({ a: 1, b: 0, x: 4 })),
      hash(scorecard, { ...values({ a: 1, b: 0 }), x: { value: 3, observedOn: null } }),
      hash(scorecardOf([plain("a", 1), plain("b", 3)], { caps: [cap] }), values({ a: 1, b: 0, x: 3 })),
      hash({ ...scorecard, caps: [{ ...cap, maximum: 11 }] }, values({ a: 1, b: 0, x: 3 })),
      hash({ ...scorecard, version: 4 }, values({ a: 1, b: 0, x: 3 })),
      hash(scorecard, values({ a: 1, b: 0, x: 3 }), "2024-07-01"),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test("is the SHA-256 of the canonical JSON", () => {
    // Digests from sha256sum of texts written by hand (one line each). The scorecard:
    // {"bands":{"atRisk":50,"excellent":90,"good":70},"caps":[],"groups":[{"id":"all","measures":[{"direction":"high
    // er_is_better","measure":"a","normaliser":{"kind":"piecewise_linear","knots":[[0,0],[100,100]]},"nullPolicy":"e
    // xclude","stalenessLimitDays":null,"weight":1}],"weight":1}],"id":"test","minimumCoverage":0,"version":3}
    // and the input, with that digest for D:
    // {"asOf":"2024-06-30","observations":{"a":{"observedOn":"2024-06-30","value":1}},"scorecard":"D"}
    const tiny = scorecardOf([plain("a", 1)]);
    expect(compileScorecard(tiny).contentHash).toBe("2ef3f197e7fc2515dd0d0a86ea6a2e4372ccfb79986382183f551b45a75362f3");
    expect(hash(tiny, values({ a: 1 }))).toBe("48fe4698555bde8c05b39e08e183463b9ea57dd769adfb2ebffcf41dff2528bd");
  });
});

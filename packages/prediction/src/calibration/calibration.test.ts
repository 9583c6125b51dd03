import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chance } from "../../test/random-training.ts";
import { calibrate, parseCalibration } from "./calibration.ts";
import { fitCalibration } from "./fit-calibration.ts";
import { isotonicKnots } from "./isotonic-knots.ts";
import { plattLine } from "./platt-line.ts";

/** Accounts with uniform scores from -3 to 3 and events as likely as `probability` of the score says. */
function drawn(accounts: number, probability: (score: number) => number, seed = 1) {
  const random = chance(seed);
  const scores = Array.from({ length: accounts }, () => 6 * random() - 3);
  return { scores, outcomes: scores.map((score) => random() < probability(score)) };
}

const halved = (score: number) => 1 / (1 + Math.exp(-(score / 2 - 1)));

describe("a calibration", () => {
  it("is Platt's below 200 events, else isotonic, and neither is far from the truth", () => {
    const few = fitCalibration(drawn(500, halved)).calibration;
    const many = fitCalibration(drawn(5000, halved)).calibration;
    expect([few?.method, many?.method]).toEqual(["platt", "isotonic"]);
    for (const [calibration, most] of [
      [few, 0.1],
      [many, 0.08],
    ] as const) {
      for (const score of [-2, -1, 0, 1, 2]) {
        const told = calibration ? calibrate(calibration, score) : Number.NaN;
        expect(Math.abs(told - halved(score))).toBeLessThan(most);
      }
    }
  });

  it("is refused below 100 outcomes or 30 events, with the reason", () => {
    const outcomes = (events: number, all: number) => Array.from({ length: all }, (_, at) => at < events);
    const run = (events: number, all: number) =>
      fitCalibration({ scores: outcomes(events, all).map((_, at) => at), outcomes: outcomes(events, all) });
    expect(run(30, 99).reason).toContain("99 of 100 known outcomes");
    expect(run(29, 100).reason).toContain("29 of 30 events");
    expect(run(29, 99)).toMatchObject({ calibration: null, reason: expect.stringContaining(" and ") });
    expect(run(100, 100).reason).toContain("everybody");
    expect(run(30, 100)).toMatchObject({ reason: null, calibration: { trainedOn: { outcomes: 100, events: 30 } } });
  });

  it("never makes a higher score less likely, and says the same bits after a journey through JSON", () => {
    const score = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(300, 3000), fc.integer(), score, score, (accounts, seed, one, other) => {
        const { calibration } = fitCalibration(drawn(accounts, halved, seed));
        if (calibration === null) throw new Error("There were enough accounts.");
        const read = parseCalibration(JSON.parse(JSON.stringify(calibration)));
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((each) => calibrate(read, each));
        expect(high).toBeGreaterThanOrEqual(low ?? Number.NaN);
        expect([low, high].every((each) => each !== undefined && each > 0 && each < 1)).toBe(true);
        expect(calibrate(calibration, one)).toBe(calibrate(read, one));
      }),
      { numRuns: 30 },
    );
  });

  it("gives everybody the base rate when scores point the wrong way or are all the same", () => {
    const outcomes = Array.from({ length: 200 }, (_, at) => at < 50);
    const wrong = plattLine({ scores: outcomes.map((_, at) => at), outcomes });
    const same = plattLine({ scores: outcomes.map(() => 7), outcomes });
    expect([wrong.slope, same.slope]).toEqual([0, 0]);
    expect(1 / (1 + Math.exp(-wrong.intercept))).toBeCloseTo(0.25, 2);
    expect(wrong).toEqual(same);
  });

  it("is read only when it is one", () => {
    const { calibration } = fitCalibration(drawn(500, halved));
    expect(() => parseCalibration({ ...calibration, formatVersion: 2 })).toThrow("This is no calibration");
    expect(() => fitCalibration({ scores: [Number.NaN], outcomes: [true] })).toThrow("one finite score per outcome");
  });
});

describe("isotonic regression", () => {
  it("is the greatest lower mean over all ends of the least upper mean over all starts", () => {
    const cases = fc.array(fc.record({ score: fc.nat(12), happened: fc.boolean() }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(cases, (all) => {
        const knots = isotonicKnots({
          scores: all.map(({ score }) => score),
          outcomes: all.map(({ happened }) => happened),
        });
        const scores = [...new Set(all.map(({ score }) => score))].sort((a, b) => a - b);
        const meanOf = (from: number, to: number) => {
          const inside = all.filter(({ score }) => score >= from && score <= to);
          return inside.filter(({ happened }) => happened).length / inside.length;
        };
        // The min-max formula (Robertson, Wright and Dykstra 1988, theorem 1.4.4).
        for (const [at, score] of scores.entries()) {
          const starts = scores.slice(0, at + 1);
          const exact = Math.max(...starts.map((from) => Math.min(...scores.slice(at).map((to) => meanOf(from, to)))));
          const kept = Math.min(1 - 1 / (all.length + 2), Math.max(1 / (all.length + 2), exact));
          const found = knots.findLast((knot) => knot.score <= score)?.probability;
          expect(found).toBeCloseTo(kept, 12);
        }
      }),
    );
  });

  it("runs straight between blocks and level beyond them", () => {
    const scores = [0, 1, 2, 3];
    const knots = isotonicKnots({ scores, outcomes: [false, true, false, true] });
    expect(knots).toEqual([
      { score: 0, probability: 1 / 6 },
      { score: 1, probability: 0.5 },
      { score: 2, probability: 0.5 },
      { score: 3, probability: 5 / 6 },
    ]);
    const calibration = { ...header, method: "isotonic", knots } as const;
    expect([-9, 0, 0.5, 1.7, 2.5, 3, 9].map((score) => calibrate(calibration, score))).toEqual([
      1 / 6,
      1 / 6,
      expect.closeTo(1 / 3, 12),
      0.5,
      expect.closeTo(2 / 3, 12),
      5 / 6,
      5 / 6,
    ]);
  });
});

const header = {
  format: "@cs/prediction calibration",
  formatVersion: 1,
  trainedOn: { outcomes: 4, events: 2 },
} as const;

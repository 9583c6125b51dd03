import type { Direction, Normaliser } from "@cs/models";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../../test/runs.ts";
import { plain, scorecardOf } from "../../test/scorecards.ts";
import { parseScorecard } from "../scorecards/parse-scorecard.ts";
import { normalise } from "./normalise.ts";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
/** What a scorecard may name. */
const named = fc.double({ min: -1e300, max: 1e300, noNaN: true });
const positive = fc.double({ min: 0, minExcluded: true, max: 1e300, noNaN: true });
const points = fc.nat(100);
/** Any numbers that strictly rise, however near or far. */
const rising = (most: number, least = 2) =>
  fc
    .uniqueArray(named, { minLength: least, maxLength: most, selector: (number) => number + 0 })
    .map((numbers) => numbers.toSorted((left, right) => left - right));
const upwards = (numbers: readonly number[]) => numbers.toSorted((left, right) => left - right);

/** Normalisers that rise, with the most extreme parameters that the schema takes. */
const climbing: fc.Arbitrary<Normaliser> = fc.oneof(
  fc
    .record({ xs: rising(12), ys: fc.array(points, { minLength: 12, maxLength: 12 }).map(upwards) })
    .map(({ xs, ys }): Normaliser => ({ kind: "piecewise_linear", knots: xs.map((x, at) => [x, ys[at] ?? 0]) })),
  fc
    .record({ xs: rising(12, 1), ys: fc.array(points, { minLength: 13, maxLength: 13 }).map(upwards) })
    .map(({ xs, ys: [below = 0, ...ys] }): Normaliser => {
      return { kind: "banded", below, ranges: xs.map((from, at) => ({ from, points: ys[at] ?? 0 })) };
    }),
  fc.record({ midpoint: named, steepness: positive }).map((curve): Normaliser => ({ kind: "logistic", ...curve })),
  fc
    .record({ peers: fc.array(named, { minLength: 2, maxLength: 40 }), lowerShare: fc.constantFrom(0, 0.49) })
    .map(({ peers, lowerShare }): Normaliser => {
      const reference = { id: "peers", version: 1, values: upwards(peers) };
      return { kind: "percentile", direction: "rising", reference, lowerShare, upperShare: 0.1 };
    }),
);
const falling = positive.map((halfLifeDays): Normaliser => ({ kind: "recency", halfLifeDays }));
const middle = rising(4)
  .filter((numbers) => numbers.length === 4)
  .map(
    ([zeroBelow = 0, from = 0, to = 0, zeroAbove = 0]): Normaliser => ({
      kind: "target_range",
      zeroBelow,
      from,
      to,
      zeroAbove,
    }),
  );

const directionOf = ({ kind }: Normaliser): Direction =>
  kind === "target_range" ? "target" : kind === "recency" ? "lower_is_better" : "higher_is_better";
const values = fc.array(finite, { minLength: 8, maxLength: 8 });

test("the generated normalisers are ones that parse", () => {
  fc.assert(
    fc.property(fc.oneof(climbing, falling, middle), (normaliser) => {
      const scorecard = scorecardOf([plain("a", 1, { normaliser, direction: directionOf(normaliser) })]);
      expect(parseScorecard(structuredClone(scorecard))).toEqual(scorecard);
    }),
    runs,
  );
});

test("every normaliser gives every finite value 0 to 100 points", () => {
  fc.assert(
    fc.property(fc.oneof(climbing, falling, middle), values, (normaliser, given) => {
      const earned = given.map((value) => normalise(value, normaliser));
      expect(earned.filter((points) => !(points >= 0 && points <= 100))).toEqual([]);
    }),
    runs,
  );
});

test("points follow the direction to the last bit", () => {
  fc.assert(
    fc.property(fc.oneof(climbing, falling), values, (normaliser, given) => {
      const earned = upwards(given).map((value) => normalise(value, normaliser));
      const inOrder = upwards(earned);
      expect(earned).toEqual(normaliser.kind === "recency" ? inOrder.toReversed() : inOrder);
    }),
    runs,
  );
});

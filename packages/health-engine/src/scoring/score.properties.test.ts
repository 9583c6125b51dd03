import type { Scorecard } from "@cs/models";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asOf, observations, scorecards, value } from "../../test/random-scorecards.ts";
import { parseScorecard } from "../scorecards/parse-scorecard.ts";
import { bandOf } from "./band-of.ts";
import { score } from "./score.ts";

const runs = { numRuns: 1000 };
const bandsFromWorst = ["critical", "at_risk", "good", "excellent"];

const cases = fc.record({ scorecard: scorecards({ caps: true }), observations });

describe("for every scorecard and every observation", () => {
  test("the generated scorecards are ones that parse", () => {
    fc.assert(
      fc.property(scorecards({ caps: true }), (scorecard) => {
        expect(parseScorecard(structuredClone(scorecard))).toEqual(scorecard);
      }),
      runs,
    );
  });

  test("all numbers are finite and in their range, and the score is inside its interval", () => {
    fc.assert(
      fc.property(cases, (input) => {
        const result = score({ ...input, asOf });
        const { low, high } = result.interval;
        for (const number of [result.score ?? 0, low, high]) {
          expect(number).toBeGreaterThanOrEqual(0);
          expect(number).toBeLessThanOrEqual(100);
        }
        expect(low).toBeLessThanOrEqual(high);
        expect(result.score ?? low).toBeGreaterThanOrEqual(low);
        expect(result.score ?? high).toBeLessThanOrEqual(high);
        expect(result.coverage).toBeGreaterThanOrEqual(0);
        expect(result.coverage).toBeLessThanOrEqual(1);
        expect(result.confidence).toBeLessThanOrEqual(result.coverage);
        expect(result.confidence).toBeGreaterThanOrEqual(result.coverage / 2);
        expect(result.band).toBe(
          result.score === null ? "insufficient_data" : bandOf(result.score, input.scorecard.bands),
        );
        expect(result.score === null).toBe(result.reason !== null);
      }),
      runs,
    );
  });

  test("points sum to the score, shown points to the rounded score, effective weights to 1", () => {
    fc.assert(
      fc.property(cases, (input) => {
        const result = score({ ...input, asOf });
        const lines = [...result.contributions, ...result.capsFired];
        const sum = lines.reduce((total, line) => total + line.points, 0);
        const shown = lines.reduce((total, line) => total + line.shownPoints, 0);
        expect(Math.abs(sum - (result.score ?? 0))).toBeLessThanOrEqual(1e-9);
        expect(shown).toBe(Math.round(result.score ?? 0));
        for (const line of lines) expect(Math.abs(line.shownPoints - line.points)).toBeLessThanOrEqual(1);
        const weights = result.contributions.reduce((total, line) => total + line.effectiveWeight, 0);
        expect(weights).toBeCloseTo(result.score === null ? 0 : 1, 9);
        for (const line of result.contributions) {
          expect(line.effectiveWeight).toBeLessThanOrEqual(line.weight * 1.5);
          expect(line.points).toBe(line.effectiveWeight * (line.normalised ?? 0));
        }
      }),
      runs,
    );
  });

  test("the same input gives the same result and is left as it was", () => {
    fc.assert(
      fc.property(cases, (input) => {
        const copy = structuredClone(input);
        const result = score({ ...input, asOf });
        expect(score({ ...copy, asOf })).toStrictEqual(result);
        expect(input).toEqual(copy);
      }),
      runs,
    );
  });

  test("no order changes a single bit", () => {
    fc.assert(
      fc.property(cases, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (input, random) => {
        const shuffled = <Item>(items: readonly Item[]): Item[] =>
          items
            .map((item) => ({ item, place: random.next().value }))
            .sort((left, right) => left.place - right.place)
            .map(({ item }) => item);
        const turned = {
          ...input.scorecard,
          groups: shuffled(input.scorecard.groups).map((group) => ({ ...group, measures: shuffled(group.measures) })),
          caps: shuffled(input.scorecard.caps),
        };
        const one = score({ ...input, asOf });
        const two = score({
          scorecard: turned,
          observations: Object.fromEntries(shuffled(Object.entries(input.observations))),
          asOf,
        });
        const byMeasure = (result: typeof one) => ({
          ...result,
          contributions: Object.fromEntries(result.contributions.map((line) => [line.measure, line])),
        });
        expect(byMeasure(two)).toStrictEqual(byMeasure(one));
        expect(two.contributions.map(({ measure }) => measure)).toEqual(
          turned.groups.flatMap((group) => group.measures.map(({ measure }) => measure)),
        );
      }),
      runs,
    );
  });

  test("scaling all weights by a power of two changes nothing, by another factor less than 1e-9", () => {
    const power = fc.integer({ min: -30, max: 30 }).map((exponent) => 2 ** exponent);
    fc.assert(
      fc.property(cases, power, fc.double({ min: 0.001, max: 1000, noNaN: true }), (input, exact, factor) => {
        const scaled = (by: number): Scorecard => ({
          ...input.scorecard,
          groups: input.scorecard.groups.map((group) => ({
            ...group,
            weight: group.weight * by,
            measures: group.measures.map((measure) => ({ ...measure, weight: measure.weight * by })),
          })),
        });
        const one = score({ ...input, asOf });
        const { inputHash: _, ...numbers } = score({ ...input, scorecard: scaled(exact), asOf });
        expect(one).toMatchObject(numbers);
        const other = score({ ...input, scorecard: scaled(factor), asOf });
        expect(Math.abs((other.score ?? 0) - (one.score ?? 0))).toBeLessThanOrEqual(1e-9);
      }),
      runs,
    );
  });
});

describe("a better value", () => {
  test("never lowers the score or an end of the interval", () => {
    const capless = fc.record({ scorecard: scorecards({ caps: false }), observations });
    fc.assert(
      fc.property(capless, value, value, fc.nat(), ({ scorecard, observations: given }, first, second, pick) => {
        const directed = scorecard.groups
          .flatMap(({ measures }) => measures)
          .filter(({ direction }) => direction !== "target");
        const measure = directed[pick % Math.max(1, directed.length)];
        fc.pre(measure !== undefined);
        if (!measure) return;
        const scored = (number: number) =>
          score({
            scorecard,
            observations: { ...given, [measure.measure]: { value: number, observedOn: asOf } },
            asOf,
          });
        const [lower, higher] = [scored(Math.min(first, second)), scored(Math.max(first, second))];
        const [worse, better] = measure.direction === "higher_is_better" ? [lower, higher] : [higher, lower];
        expect(better.score ?? 0).toBeGreaterThanOrEqual(worse.score ?? 0);
        expect(better.interval.low).toBeGreaterThanOrEqual(worse.interval.low);
        expect(better.interval.high).toBeGreaterThanOrEqual(worse.interval.high);
      }),
      runs,
    );
  });
});

describe("data that is taken away", () => {
  test("never raises the proved band or narrows the interval, and strictly lowers confidence when it counted", () => {
    fc.assert(
      fc.property(cases, fc.nat(15), ({ scorecard, observations: given }, pick) => {
        const { [`m${pick}`]: _, ...rest } = given;
        const before = score({ scorecard, observations: given, asOf });
        const after = score({ scorecard, observations: rest, asOf });
        expect(bandsFromWorst.indexOf(after.provedBand)).toBeLessThanOrEqual(bandsFromWorst.indexOf(before.provedBand));
        expect(after.interval.low).toBeLessThanOrEqual(before.interval.low);
        expect(after.interval.high).toBeGreaterThanOrEqual(before.interval.high);
        const counted = before.contributions.some(
          ({ measure, value: known }) => measure === `m${pick}` && known !== null,
        );
        if (counted) expect(after.confidence).toBeLessThan(before.confidence);
        else expect(after.confidence).toBe(before.confidence);
      }),
      runs,
    );
  });

  test("when it is later than the as-of day, nothing but a reason tells that it was there", () => {
    fc.assert(
      fc.property(cases, ({ scorecard, observations: given }) => {
        const upToThen = Object.fromEntries(
          Object.entries(given).filter(
            ([, item]) => item.value === null || item.observedOn === null || item.observedOn <= asOf,
          ),
        );
        const withoutReasons = (result: ReturnType<typeof score>) => ({
          ...result,
          reason: null,
          contributions: result.contributions.map((line) => ({ ...line, reason: null })),
        });
        const all = score({ scorecard, observations: given, asOf });
        expect(withoutReasons(score({ scorecard, observations: upToThen, asOf }))).toStrictEqual(withoutReasons(all));
      }),
      runs,
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changes, changingScorecards } from "../../test/random-changes.ts";
import { runs } from "../../test/runs.ts";
import { parseScorecard } from "../scorecards/parse-scorecard.ts";
import { type ScoreInput, score } from "../scoring/score.ts";
import { explainChange } from "./explain-change.ts";

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe("for every two inputs with scores", () => {
  test("the generated scorecards are ones that parse", () => {
    fc.assert(
      fc.property(changingScorecards, (card) => {
        expect(parseScorecard(structuredClone(card))).toEqual(card);
      }),
      runs,
    );
  });

  test("factors sum to the difference of the scores, and measures to data", () => {
    fc.assert(
      fc.property(changes, ({ before, after }) => {
        const change = explainChange(before, after);
        fc.pre(change.factors !== null);
        expect(change.difference).toBe((score(after).score ?? 0) - (score(before).score ?? 0));
        const factors = change.factors ?? { data: Number.NaN };
        expect(Math.abs(sum(Object.values(factors)) - (change.difference ?? 0))).toBeLessThanOrEqual(1e-9);
        const points = sum(change.measures.map((measure) => measure.points));
        expect(Math.abs(points - factors.data)).toBeLessThanOrEqual(1e-9);
      }),
      runs,
    );
  });

  test("swapping the sides changes every sign", () => {
    const sharesOf = ({ factors, measures }: ReturnType<typeof explainChange>) => [
      ...Object.entries(factors ?? {}),
      ...measures.map(({ measure, points }) => [measure, points] as const),
    ];
    fc.assert(
      fc.property(changes, ({ before, after }) => {
        const there = sharesOf(explainChange(before, after));
        fc.pre(there.length > 0);
        const back = sharesOf(explainChange(after, before));
        expect(back.map(([name]) => name)).toEqual(there.map(([name]) => name));
        const sums = there.map(([, points], at) => Math.abs(points + (back[at]?.[1] ?? Number.NaN)));
        expect(Math.max(...sums)).toBeLessThanOrEqual(1e-9);
      }),
      runs,
    );
  });

  test("what is the same on both sides has exactly 0", () => {
    const kept = fc.subarray(["scorecard", "asOf", "observations", "override"] as const);
    fc.assert(
      fc.property(changes, kept, ({ before, after }, parts) => {
        const other = { ...after, ...Object.fromEntries(parts.map((part) => [part, structuredClone(before[part])])) };
        const { factors, measures } = explainChange(before, other);
        fc.pre(factors !== null);
        if (parts.includes("scorecard")) expect(factors?.configuration).toBe(0);
        if (parts.includes("asOf")) expect(factors?.staleness).toBe(0);
        if (parts.includes("observations")) expect([factors?.data, measures]).toEqual([0, []]);
        // On another day the same override may have expired, and what fires a cap may be stale.
        if (parts.includes("override") && parts.includes("asOf")) expect(factors?.override).toBe(0);
        if (parts.length === 4) expect(factors?.cap).toBe(0);
      }),
      runs,
    );
  });

  test("an observation that changed and that no score noticed has exactly 0, and so have caps where there are none", () => {
    // Beyond the outer knots and bands more is no more.
    const beyond = (input: ScoreInput, value: number) => ({
      ...input,
      scorecard: { ...input.scorecard, caps: [] },
      observations: { ...input.observations, m0: { value, observedOn: input.asOf } },
    });
    fc.assert(
      fc.property(changes, ({ before, after }) => {
        const { factors, measures } = explainChange(beyond(before, 200), beyond(after, 300));
        fc.pre(factors !== null);
        expect(factors?.cap).toBe(0);
        expect(measures.find(({ measure }) => measure === "m0")?.points).toBe(0);
      }),
      runs,
    );
  });

  test("the order of keys changes no bit", () => {
    const turned = (input: ScoreInput): ScoreInput => ({
      ...input,
      scorecard: {
        ...input.scorecard,
        groups: input.scorecard.groups
          .map((group) => ({ ...group, measures: group.measures.toReversed() }))
          .toReversed(),
        caps: input.scorecard.caps.toReversed(),
      },
      observations: Object.fromEntries(Object.entries(input.observations).toReversed()),
    });
    fc.assert(
      fc.property(changes, ({ before, after }) => {
        expect(explainChange(turned(before), turned(after))).toStrictEqual(explainChange(before, after));
      }),
      runs,
    );
  });
});

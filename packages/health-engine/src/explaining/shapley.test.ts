import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evenly } from "../../test/evenly.ts";
import { runs } from "../../test/runs.ts";
import { exactShapley, pairedOrders, shapleyWeights } from "./shapley.ts";

describe("shapley", () => {
  test("the glove game: one left glove, two right ones", () => {
    // A pair is worth 1. The left glove is pivotal in 4 of 6 orders, each right one in 1 (a textbook result).
    const gloves = ([left, ...right]: readonly boolean[]) => (left && right.includes(true) ? 1 : 0);
    const [left, first, second] = exactShapley(3, gloves);
    expect(left).toBeCloseTo(4 / 6, 12);
    expect(first).toBeCloseTo(1 / 6, 12);
    expect(second).toBeCloseTo(1 / 6, 12);
  });

  test("weights are size! (n - size - 1)! / n!", () => {
    // n = 4: 0! 3! / 4! = 6/24, 1! 2! / 4! = 2/24, 2! 1! / 4! = 2/24, 3! 0! / 4! = 6/24
    expect(shapleyWeights(4).map((weight) => weight * 24)).toEqual([6, 2, 2, 6]);
  });

  test("an order and its reverse are exact when players interact in pairs", () => {
    // 3 for player 0, -1 for player 2, and 4 more for 0 and 1 together, 2 each.
    const game = ([a, b, c]: readonly boolean[]) => (a ? 3 : 0) - (c ? 1 : 0) + (a && b ? 4 : 0);
    expect(pairedOrders(3, game)).toEqual([5, 2, -1]);
    expect(exactShapley(3, game).map((share) => Math.round(share * 1e12) / 1e12)).toEqual([5, 2, -1]);
  });
});

describe("any game", () => {
  const tables = fc.array(evenly(-100, 100), { minLength: 32, maxLength: 32 });
  const gameOf = (table: readonly number[]) => (members: readonly boolean[]) =>
    table[members.reduce((mask, isIn, player) => mask + (isIn ? 2 ** player : 0), 0)] ?? 0;

  for (const [name, share] of Object.entries({ exactShapley, pairedOrders })) {
    test(`${name} sums to the whole and changes its sign when played backwards`, () => {
      fc.assert(
        fc.property(tables, (table) => {
          const shares = share(5, gameOf(table));
          const total = shares.reduce((sum, each) => sum + each, 0);
          expect(Math.abs(total - ((table[31] ?? 0) - (table[0] ?? 0)))).toBeLessThanOrEqual(1e-9);
          const backwards = share(5, (members) => gameOf(table)(members.map((isIn) => !isIn)));
          for (const [player, each] of shares.entries()) expect(backwards[player]).toBeCloseTo(-each, 9);
        }),
        runs,
      );
    });
  }
});

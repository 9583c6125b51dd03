import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { madeHistory } from "../../test/random-history.ts";
import { forwardFolds, groupOf } from "./forward-folds.ts";
import { labelSnapshots } from "./label-snapshots.ts";

describe("folds", () => {
  it("never learn from what was still open, nor from accounts they predict; and predict no row twice", () => {
    const shapes = fc.record({
      accounts: fc.integer({ min: 1, max: 30 }),
      months: fc.integer({ min: 1, max: 20 }),
      effect: fc.constant(1),
      seed: fc.nat(),
    });
    const cuts = fc.record({
      timeFolds: fc.integer({ min: 1, max: 5 }),
      accountGroups: fc.integer({ min: 2, max: 5 }),
      seed: fc.nat(),
      grouping: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(shapes, cuts, fc.integer({ min: 0, max: 4 }), (shape, options, leadMonths) => {
        const { labelled } = labelSnapshots(madeHistory(shape), { leadMonths, windowMonths: 2 });
        const folds = forwardFolds(labelled, options);
        for (const { training, held } of folds) {
          const firstHeld = held.map(({ snapshot }) => snapshot.asOf).sort()[0] ?? "9999-12-31";
          expect(training.every(({ knownOn }) => knownOn <= firstHeld)).toBe(true);
          const seen = new Set(training.map(({ snapshot }) => snapshot.account));
          expect(held.some(({ snapshot }) => seen.has(snapshot.account))).toBe(false);
        }
        const held = folds.flatMap((fold) => fold.held);
        expect(new Set(held).size).toBe(held.length);
        const firstKnown = labelled.map(({ knownOn }) => knownOn).sort()[0] ?? "";
        expect(held.length).toBe(labelled.filter(({ snapshot }) => snapshot.asOf >= firstKnown).length);
      }),
    );
  });

  it("part accounts about evenly, and each for itself alone", () => {
    for (const count of groupSizes((account) => groupOf(account, { accountGroups: 3, seed: 1, grouping: 1 }), 3)) {
      expect(Math.abs(count - 3000)).toBeLessThan(200);
    }
  });

  it.each([
    ["another grouping", { seed: 1, grouping: 2 }],
    ["another seed", { seed: 2, grouping: 1 }],
  ])("part them with %s as if nobody knew of the first", (_, other) => {
    const both = (account: string) =>
      3 * groupOf(account, { accountGroups: 3, seed: 1, grouping: 1 }) +
      groupOf(account, { accountGroups: 3, ...other });
    const expected = 9000 / 9;
    const chiSquare = groupSizes(both, 9).reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 99.9 % of chi-square with eight degrees of freedom.
    expect(chiSquare).toBeLessThan(26.12);
  });
});

/** How many of 9,000 accounts fall into each group. */
function groupSizes(of: (account: string) => number, groups: number): number[] {
  const found = Array.from({ length: 9000 }, (_, at) => of(`cs_${at}`));
  return Array.from({ length: groups }, (_, group) => found.filter((each) => each === group).length);
}

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
    const groups = Array.from({ length: 3000 }, (_, at) => groupOf(`cs_${at}`, { accountGroups: 3, seed: 1 }));
    for (const group of [0, 1, 2]) {
      expect(Math.abs(groups.filter((each) => each === group).length - 1000)).toBeLessThan(120);
    }
    expect(new Set(groups.map((group, at) => group === groupOf(`cs_${at}`, { accountGroups: 3, seed: 2 }))).size).toBe(
      2,
    );
  });
});

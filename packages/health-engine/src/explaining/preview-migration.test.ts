import { describe, expect, test } from "vitest";
import { asOf, plains, scorecardOf, values } from "../../test/scorecards.ts";
import { previewMigration } from "./preview-migration.ts";

const account = (clientId: string, numbers: Record<string, number>) => ({ clientId, observations: values(numbers) });

describe("previewMigration", () => {
  const old = scorecardOf(plains({ a: 1, b: 1 }), { minimumCoverage: 0.7 });
  const next = scorecardOf(plains({ a: 3, b: 1 }), { minimumCoverage: 0.7 });
  // Old: half of each. New: a 3/4, b 1/4.
  const accounts = [
    account("cs_1", { a: 100, b: 80 }), // 90 excellent -> 95 excellent, +5
    account("cs_2", { a: 40, b: 100 }), // 70 good -> 55 at risk, -15
    account("cs_3", { a: 60, b: 0 }), // 30 critical -> 45 critical, +15
    account("cs_4", { a: 50, b: 50 }), // 50 at risk, stays
    account("cs_5", { a: 80 }), // covered .5 -> insufficient; .75 -> factor 4/3, 80 good
    account("cs_6", {}), // insufficient, stays
  ];

  test("counts the bands, lists who moves most and compares coverage", () => {
    const preview = previewMigration({ accounts, old, next, asOf });
    expect(preview.accounts).toBe(6);
    expect(preview.matrix.excellent).toEqual({ excellent: 1, good: 0, at_risk: 0, critical: 0, insufficient_data: 0 });
    expect(preview.matrix.good).toEqual({ excellent: 0, good: 0, at_risk: 1, critical: 0, insufficient_data: 0 });
    expect(preview.matrix.at_risk).toEqual({ excellent: 0, good: 0, at_risk: 1, critical: 0, insufficient_data: 0 });
    expect(preview.matrix.critical).toEqual({ excellent: 0, good: 0, at_risk: 0, critical: 1, insufficient_data: 0 });
    expect(preview.matrix.insufficient_data).toEqual({
      excellent: 0,
      good: 1,
      at_risk: 0,
      critical: 0,
      insufficient_data: 1,
    });
    expect(preview.movers.map(({ clientId, difference }) => [clientId, difference])).toEqual([
      ["cs_2", -15],
      ["cs_3", 15],
      ["cs_1", 5],
    ]);
    expect(preview.movers[0]).toMatchObject({
      before: { score: 70, band: "good" },
      after: { score: 55, band: "at_risk" },
    });
    // (4 x 1 + .5 + 0) / 6 and (4 x 1 + .75 + 0) / 6
    expect(preview.coverage.before).toBeCloseTo(4.5 / 6, 9);
    expect(preview.coverage.after).toBeCloseTo(4.75 / 6, 9);
    expect(preview).toMatchObject({ scoresLost: 0, scoresGained: 1 });
  });

  test("reads a stream once and keeps only the furthest movers", () => {
    function* stream() {
      for (let index = 0; index < 300; index++) yield account(`cs_${index}`, { a: index / 3, b: 0 });
    }
    // a / 2 becomes 3 a / 4: moves by index / 12
    const { movers, accounts: count } = previewMigration({ accounts: stream(), old, next, asOf, movers: 2 });
    expect(count).toBe(300);
    expect(movers.map(({ clientId }) => clientId)).toEqual(["cs_299", "cs_298"]);
    expect(movers[0]?.difference).toBeCloseTo(299 / 12, 9);
  });

  test("the same scorecard moves nobody, and no accounts have no coverage", () => {
    const same = previewMigration({ accounts, old, next: old, asOf });
    expect(same).toMatchObject({ movers: [], scoresLost: 0, scoresGained: 0 });
    expect(previewMigration({ accounts: [], old, next, asOf }).coverage).toEqual({ before: null, after: null });
    expect(() => previewMigration({ accounts, old, next, asOf, movers: -1 })).toThrow(
      expect.objectContaining({ field: "movers" }),
    );
  });
});

import { expect, it } from "vitest";
import { bandMigration } from "./band-migration.ts";

it("counts every move once, and has every pair of bands", () => {
  const matrix = bandMigration([
    { before: "good", after: "at_risk" },
    { before: "good", after: "at_risk" },
    { before: "good", after: "good" },
    { before: "insufficient_data", after: "excellent" },
  ]);
  const cells = Object.entries(matrix).flatMap(([before, row]) =>
    Object.entries(row).map(([after, count]) => [`${before} ${after}`, count] as const),
  );
  expect(cells).toHaveLength(25);
  expect(Object.fromEntries(cells.filter(([, count]) => count > 0))).toEqual({
    "good at_risk": 2,
    "good good": 1,
    "insufficient_data excellent": 1,
  });
});

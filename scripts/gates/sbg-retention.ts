import { join } from "node:path";
import { fitShiftedBetaGeometric, projectSurvival } from "@cs/prediction";
import { type Gate, type GateSet, within } from "./gate.ts";
import { readTable } from "./read-table.ts";

/** Estimates and what later came, survivors per 1,000 in years 8-12: Fader and Hardie 2007. */
const published = [
  { column: "regular", alpha: 0.704, beta: 1.182, later: [223, 207, 194, 183, 173] },
  { column: "high_end", alpha: 0.668, beta: 3.806, later: [468, 445, 427, 409, 394] },
];

export const retentionGates: GateSet = {
  folder: "sbg-retention",
  measure: (folder) => {
    const years = readTable(join(folder, "years-0-7.csv"));
    return published.flatMap((cohort) =>
      gatesOf(
        cohort,
        years.map((row) => Number(row[cohort.column])),
      ),
    );
  },
};

function gatesOf({ column, alpha, beta, later }: (typeof published)[number], survivors: readonly number[]): Gate[] {
  const model = fitShiftedBetaGeometric(survivors);
  const forecasts = projectSurvival({ survivors, renewals: later.length });
  const inside = forecasts.filter(({ low, high }, at) => {
    const came = (later[at] ?? Number.NaN) / 1000;
    return low <= came && came <= high;
  });
  return [
    within(`sBG alpha, ${column}`, alpha, 0.0005, model.alpha),
    within(`sBG beta, ${column}`, beta, 0.0005, model.beta),
    {
      gate: `sBG years 8-12 inside their 95 % intervals, ${column}`,
      goal: `${later.length} of ${later.length}`,
      measured: `${inside.length}`,
      pass: inside.length === later.length,
    },
  ];
}

import { join } from "node:path";
import { trend } from "@cs/health-engine";
import { addDays } from "@cs/models";
import { type Gate, type GateSet, within } from "./gate.ts";
import { readTable } from "./read-table.ts";

/** Figures of pyMannKendall, which ships the series. S is a count; z is published to four decimals. */
const published = [
  { file: "AirPassengers.csv", s: 8327, z: 14.3816, slope: 2.4512 },
  { file: "daily-total-female-births.csv", s: 12336, z: 5.3021, slope: null },
  { file: "shampoo.csv", s: 440, z: 5.9796, slope: null },
];

export const mannKendallGates: GateSet = {
  folder: "mann-kendall",
  measure: (folder) => published.flatMap((series) => gatesOf(folder, series)),
};

function gatesOf(folder: string, { file, s, z, slope }: (typeof published)[number]): Gate[] {
  // One value per step, whatever the steps are: the engine counts in days and tells the slope per 30 of them.
  const points = readTable(join(folder, file)).map((row, step) => ({
    day: addDays("2000-01-01", step),
    score: Number(Object.values(row)[1]),
  }));
  const found = trend(points);
  return [
    within(`Mann-Kendall S, ${file}`, s, 0, found.s ?? Number.NaN),
    within(`Mann-Kendall z, ${file}`, z, 0.00005, found.z ?? Number.NaN),
    ...(slope === null ? [] : [within(`Theil-Sen slope, ${file}`, slope, 0.00005, (found.slope ?? Number.NaN) / 30)]),
  ];
}

import { existsSync } from "node:fs";
import { join } from "node:path";
import { bgNbdGates } from "./gates/cdnow.ts";
import type { Gate } from "./gates/gate.ts";
import { mannKendallGates } from "./gates/mann-kendall.ts";
import { mlcChurnGates } from "./gates/mlc-churn.ts";
import { ravenstackGates } from "./gates/ravenstack.ts";
import { retentionGates } from "./gates/sbg-retention.ts";
import { syntheticPortfolioGates } from "./gates/synthetic-portfolio.ts";
import { telcoChurnGates } from "./gates/telco-churn.ts";

/**
 * Fits and scores on published data and compares with what is published or was promised: `gate | goal | measured | pass`.
 * Ends with 1 when a gate is missed. The data are read from CS_TEST_DATA_DIR, by default ../shared/data; folders that are
 * not there are named and skipped. The synthetic portfolio is generated and takes minutes. Names as arguments choose some.
 */
const home = process.env["CS_TEST_DATA_DIR"] ?? join("..", "shared", "data");
const sets = [
  telcoChurnGates,
  mlcChurnGates,
  bgNbdGates,
  retentionGates,
  mannKendallGates,
  ravenstackGates,
  syntheticPortfolioGates,
];
const names = sets.map(({ folder }) => folder);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There are no gates ${unknown.join(", ")}. Gates: ${names.join(", ")}`);
  process.exit(2);
}

const line = (cells: readonly string[]) =>
  cells
    .map((cell, at) => cell.padEnd([62, 20, 15, 4][at] ?? 0))
    .join(" | ")
    .trimEnd();
console.log(line(["gate", "goal", "measured", "pass"]));
let missed = 0;
for (const { folder, generated, measure } of sets) {
  if (wanted.length > 0 && !wanted.includes(folder)) continue;
  const path = join(home, folder);
  if (!generated && !existsSync(path)) {
    console.log(`${folder}: skipped, there is no folder ${path}`);
    continue;
  }
  for (const gate of measure(path)) missed += show(gate);
}
console.log(missed === 0 ? "No gate was missed." : `${missed} missed.`);
process.exitCode = missed === 0 ? 0 : 1;

function show({ gate, goal, measured, pass }: Gate): number {
  console.log(line([gate, goal, measured, pass ? "yes" : "NO"]));
  return pass ? 0 : 1;
}

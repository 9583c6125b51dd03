import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { backtest } from "@cs/prediction";
import { checksOf } from "./src/checks.ts";
import { readHistory } from "./src/read-history.ts";
import { baselines, control, model } from "./src/scorers.ts";
import { tableOf } from "./src/table.ts";

const { values } = parseArgs({
  options: {
    folder: { type: "string", default: join(import.meta.dirname, "data") },
    "watched-until": { type: "string", default: "2024-09-01" },
    out: { type: "string" },
  },
});

const history = readHistory(values.folder, values["watched-until"]);
const request = { history, leadMonths: [1, 3], rounds: 100 };
const reports = backtest({ ...request, scorers: [model, ...baselines, control] });
const shuffled = backtest({ ...request, scorers: [model], shuffleOutcomes: true });
const checks = checksOf(reports, shuffled);

console.log(`${history.snapshots.length} account-months, ${history.decisions.length} decisions to leave\n`);
console.log(tableOf(reports));
console.log();
for (const { claim, holds } of checks) console.log(`${holds ? "yes" : "NO "}  ${claim}`);
if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify({ checks, reports }, null, 2)}\n`);
process.exitCode = checks.every(({ holds }) => holds) ? 0 : 1;

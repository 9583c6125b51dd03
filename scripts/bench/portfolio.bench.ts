import { spawnSync } from "node:child_process";
import { csvRow, type PortfolioOptions, portfolioAccounts } from "@cs/portfolio";
import { medianOf, report } from "./report.ts";

/**
 * Generating a portfolio account by account: its speed with the usual history, as facts and as text of CSV rows, and its
 * memory while the number of accounts grows a hundredfold, each size in a process of its own. Short histories keep the
 * large runs short. What is held is one account; above that the garbage collector takes what young generation it likes.
 */
const asOf = "2026-06-30";
const rounds = 3;
const sizes = [1000, 10_000, 100_000];
const usual: PortfolioOptions = { accounts: 100, seed: 7, asOf };

const size = process.argv.slice(2).find((argument) => !argument.startsWith("--"));
if (size === undefined) {
  speed();
  memory();
} else {
  generate({ accounts: Number(size), seed: 7, asOf, historyDays: 30 });
  globalThis.gc?.();
  console.log(JSON.stringify([process.resourceUsage().maxRSS * 1024, process.memoryUsage().heapUsed]));
}

function speed(): void {
  generate(usual);
  const runs = Array.from({ length: rounds }, () => ({ plain: generate(usual), asText: generate(usual, csvRow) }));
  const plain = medianOf(runs.map((run) => run.plain.milliseconds));
  const asText = medianOf(runs.map((run) => run.asText.milliseconds));
  const facts = runs[0]?.plain.facts ?? 0;
  report("accounts per second, 540 days", ((1000 * usual.accounts) / plain).toFixed(0));
  report("facts per second", ((1000 * facts) / plain).toFixed(0));
  const ratio = { of: asText, to: plain, label: "the time of the facts alone" };
  report("accounts per second as CSV rows", ((1000 * usual.accounts) / asText).toFixed(0), ratio);
}

function memory(): void {
  let least = Number.NaN;
  for (const accounts of sizes) {
    const started = performance.now();
    const { stdout } = spawnSync(process.execPath, [...process.execArgv, import.meta.filename, String(accounts)]);
    const seconds = (performance.now() - started) / 1000;
    const [peak = Number.NaN, held = Number.NaN]: number[] = JSON.parse(String(stdout));
    if (Number.isNaN(least)) least = peak;
    console.log(`\n${accounts} accounts, 30 days`);
    report("accounts per second", (accounts / seconds).toFixed(0));
    report("peak memory of the process", megabytes(peak), { of: peak, to: least, label: `that of ${sizes[0]}` });
    report("held on the heap at the end", megabytes(held));
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

/** Draws every fact, and makes it a row if asked to; keeps neither. */
function generate(options: PortfolioOptions, use?: (fact: Parameters<typeof csvRow>[0]) => string) {
  const started = performance.now();
  let facts = 0;
  let characters = 0;
  for (const account of portfolioAccounts(options)) {
    facts += account.length;
    if (use !== undefined) for (const fact of account) characters += use(fact).length;
  }
  return { facts, characters, milliseconds: performance.now() - started };
}

import { join, resolve } from "node:path";
import { InvalidInputError } from "@cs/models";
import { type PortfolioOptions, resolveRange } from "@cs/portfolio";
import type { Environment } from "@cs/runtime";
import { showPortfolioReport } from "../portfolio/show-portfolio-report.ts";
import { writePortfolio } from "../portfolio/write-portfolio.ts";
import { settings } from "../settings.ts";
import { createReporter } from "../terminal/reporter.ts";
import { interrupted, stopSignal } from "../terminal/stop-signal.ts";

export interface PortfolioCommandOptions {
  readonly accounts: number;
  readonly seed: number;
  readonly historyDays: number;
  readonly out: string;
  readonly truth?: string;
  readonly from: number;
  readonly count?: number;
  readonly asOf?: string;
  readonly json?: true;
}

/** Writes a synthetic portfolio as a folder for `cs import`, and its truth, if asked for, into a file of its own. */
export async function portfolio(options: PortfolioCommandOptions, environment: Environment): Promise<void> {
  const { accounts, seed, historyDays, from, count = accounts - from } = options;
  const asOf = settings(environment, options).asOf ?? new Date().toISOString().slice(0, 10);
  const wanted: PortfolioOptions = { accounts, seed, asOf, historyDays };
  const range = resolveRange(wanted, { from, count });
  if (range.count === 0) {
    throw new InvalidInputError("No account is left to write.", { hint: "Correct --from and --count." });
  }
  const [folder, truth] = [resolve(options.out), options.truth === undefined ? null : resolve(options.truth)];
  const bar = createReporter({ silent: options.json === true }).progress("Portfolio");
  const signal = stopSignal();
  try {
    const onProgress = (done: number) => bar.update(done, range.count);
    const rows = await writePortfolio({ portfolio: wanted, range, folder, truth, signal, onProgress });
    bar.stop(`Wrote ${range.count.toLocaleString("en-US")} accounts`);
    const report = { ...wanted, historyDays, range, folder, mapping: join(folder, "mapping.json"), truth, rows };
    if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else showPortfolioReport(report, process.stdout);
  } catch (error) {
    bar.stop("Stopped; nothing was written");
    if (!signal.aborted) throw error;
    process.exitCode = interrupted;
  }
}

import type { ChurnModelKind } from "@cs/models";
import type { BacktestStep, Environment } from "@cs/runtime";
import { backtestChurn } from "@cs/services";
import { requireWritable, writeReport } from "../backtest/report-file.ts";
import { showBacktest } from "../backtest/show-backtest.ts";
import { withRuntime } from "../with-runtime.ts";

export interface BacktestCommandOptions {
  readonly lead: readonly number[];
  readonly model: ChurnModelKind;
  readonly from?: string;
  readonly to?: string;
  readonly tenant?: string;
  readonly renewalDates?: true;
  readonly asOf?: string;
  readonly html?: string;
  readonly json?: true;
}

const labels: Readonly<Record<BacktestStep, string>> = { reading: "Reading history", testing: "Testing and training" };

/**
 * Tests on stored history how well churn would have been known, and stores the models. In this process and not as a job:
 * workers live in servers, and minutes of computing would hold up what those answer. Its progress is stored, and `cs jobs` shows it.
 */
export function backtestCommand(options: BacktestCommandOptions, environment: Environment): Promise<void> {
  const { lead, model, from, to, renewalDates, html, json } = options;
  return withRuntime(options, environment, async ({ runtime: { persistence, ...runtime }, reporter }) => {
    if (html !== undefined) await requireWritable(html);
    const tenantId = options.tenant ?? runtime.tenantId;
    const { asOf } = await runtime.today(tenantId);
    let step: BacktestStep = "reading";
    let bar = reporter.progress(labels[step]);
    const found = await backtestChurn({
      persistence,
      tenantId,
      asOf,
      from,
      to,
      kind: model,
      leadMonths: lead,
      withTerms: renewalDates ?? false,
      author: "cs backtest",
      onProgress(now, done, total) {
        if (now !== step) {
          bar.stop("Read the stored history");
          step = now;
          bar = reporter.progress(labels[step]);
        }
        bar.update(done, total);
      },
    });
    bar.stop(`Tested ${lead.length} lead times and trained ${found.stored.horizons.length} models`);
    if (html !== undefined) await writeReport(html, found);
    if (json) process.stdout.write(`${JSON.stringify(found)}\n`);
    else showBacktest(found, process.stdout);
  });
}

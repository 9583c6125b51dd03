import type { BacktestRun, BacktestStep } from "@cs/runtime";

const labels: Readonly<Record<BacktestStep, (done: number, total: number) => string>> = {
  reading: (done, total) => `read ${done} of ${total} accounts`,
  testing: (done, total) => `tested and trained ${done} of ${total} leads and horizons`,
};

/** A back-test in the list of background work: job, state, attempts, creation and progress. */
export function backtestRow(run: BacktestRun): string[] {
  const state = run.state === "running" ? "active" : run.state;
  return ["backtest", state, "1", run.startedAt.replace("T", " ").slice(0, 19), `${run.author}: ${newsOf(run)}`];
}

function newsOf({ state, step, done, total, modelId, failure }: BacktestRun): string {
  if (state === "completed") return `stored as ${modelId}`;
  if (failure !== null) return failure;
  const progress = labels[step](done, total);
  return state === "running" ? progress : `${progress}, then its process ended`;
}

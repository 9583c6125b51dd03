import type { Environment } from "@cs/runtime";
import { scoreHistory } from "@cs/services";
import { withRuntime } from "../with-runtime.ts";

export interface ScoreOptions {
  readonly asOf?: string;
  readonly since?: string;
  readonly every: number;
  readonly json?: true;
}

/** Scores every customer on a day, and with `since` on the days before it, so that trends have a history. */
export function score(options: ScoreOptions, environment: Environment): Promise<void> {
  return withRuntime(options, environment, async ({ runtime: { persistence, tenantId, ...runtime }, reporter }) => {
    const { asOf } = await runtime.today(tenantId);
    const bar = reporter.progress("Health scores");
    const days = await scoreHistory({
      persistence,
      tenantId,
      asOf,
      from: options.since ?? asOf,
      everyDays: options.every,
      onProgress: (done, total) => bar.update(done, total),
    });
    const scores = days.reduce((sum, { scored }) => sum + scored, 0);
    bar.stop(`Stored ${scores.toLocaleString("en-US")} scores of ${days.length} days up to ${asOf}`);
    if (options.json) process.stdout.write(`${JSON.stringify({ asOf, days })}\n`);
  });
}

import { SingleBar } from "cli-progress";
import { style } from "./style.ts";

/** Tells a person what is going on, on stderr, so that stdout stays free for results. */
export interface Reporter {
  /** One line about a step that takes time. */
  step(message: string): void;
  /** How far a step is: a bar on a terminal, a line at the end elsewhere. */
  progress(label: string): { update(done: number, total: number): void; stop(summary: string): void };
}

/** A reporter for stderr, or one that stays silent for machines. */
export function createReporter({ silent }: { readonly silent: boolean }): Reporter {
  if (silent) return { step() {}, progress: () => ({ update() {}, stop() {} }) };
  const out = process.stderr;
  const step = (message: string) => void out.write(`${style("dim", "•", out)} ${message}\n`);
  return {
    step,
    progress(label) {
      if (!out.isTTY) return { update() {}, stop: step };
      const bar = new SingleBar({
        format: `  ${label} {bar} {percentage} %`,
        stream: out,
        clearOnComplete: true,
        hideCursor: true,
        barCompleteChar: "█",
        barIncompleteChar: "░",
      });
      bar.start(1, 0);
      return {
        update(done, total) {
          bar.setTotal(Math.max(1, total));
          bar.update(done);
        },
        stop(summary) {
          bar.stop();
          step(summary);
        },
      };
    },
  };
}

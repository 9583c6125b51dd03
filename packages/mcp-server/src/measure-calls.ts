import type { Runtime } from "@cs/runtime";
import { type Executor, failureOf } from "@cs/services";

/** From here on a call is worth a line in the log, and from there on a look. */
const slowMilliseconds = 1000;
const verySlowMilliseconds = 5000;

/** An executor that measures its calls, the same over every transport, and logs the slow ones. */
export function measureCalls({ executor, metrics, log }: Pick<Runtime, "executor" | "metrics" | "log">): Executor {
  const names = new Set(executor.operations.map(({ name }) => name));
  return {
    operations: executor.operations,
    async execute(name, input, call) {
      const started = performance.now();
      const tool = names.has(name) ? name : "";
      const done = (error: ReturnType<typeof failureOf>["code"] | null) => {
        const milliseconds = Math.round(performance.now() - started);
        metrics.observe({ method: "tools/call", tool, seconds: milliseconds / 1000, error });
        const { requestId } = call;
        if (milliseconds > verySlowMilliseconds) log.error({ tool, requestId, milliseconds }, "very slow tool call");
        else if (milliseconds > slowMilliseconds) log.warn({ tool, requestId, milliseconds }, "slow tool call");
      };
      try {
        const output = await executor.execute(name, input, call);
        done(null);
        return output;
      } catch (error) {
        done(failureOf(error, call.requestId ?? "").code);
        throw error;
      }
    },
  };
}

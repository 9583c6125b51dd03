import type { Runtime } from "@cs/runtime";
import { failureOf } from "@cs/services";

/** From here on a call is worth a line in the log, and from there on a look. */
const slowMilliseconds = 1000;
const verySlowMilliseconds = 5000;

export interface MeasuredTool {
  /** Name of a tool there is; empty for one there is not. */
  readonly tool: string;
  readonly requestId: string;
}

/** Runs a tool call and measures it, the same over every transport; a slow one is logged, whatever came of it. */
export async function measureCall<T>(
  { metrics, log }: Pick<Runtime, "metrics" | "log">,
  { tool, requestId }: MeasuredTool,
  run: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  const done = (error: ReturnType<typeof failureOf>["code"] | null) => {
    const milliseconds = Math.round(performance.now() - started);
    metrics.observe({ method: "tools/call", tool, seconds: milliseconds / 1000, error });
    if (milliseconds > verySlowMilliseconds) log.error({ tool, requestId, milliseconds }, "very slow tool call");
    else if (milliseconds > slowMilliseconds) log.warn({ tool, requestId, milliseconds }, "slow tool call");
  };
  try {
    const answer = await run();
    done(null);
    return answer;
  } catch (error) {
    done(failureOf(error, requestId).code);
    throw error;
  }
}

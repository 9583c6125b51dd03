import { runUntilStopped } from "@cs/mcp-server";
import { createRuntime, type Environment } from "@cs/runtime";
import { type SettingOptions, settings } from "../settings.ts";
import { createReporter } from "../terminal/reporter.ts";

/** Does background work until it is stopped; several workers on several machines share one PostgreSQL. */
export async function worker(options: SettingOptions, environment: Environment): Promise<void> {
  const reporter = createReporter({ silent: false });
  await runUntilStopped(async () => {
    const runtime = await createRuntime(settings({ LOG_LEVEL: "info", ...environment }, options), {
      onProgress: reporter.step,
    });
    try {
      await runtime.startWorker("always");
    } catch (error) {
      await runtime.close();
      throw error;
    }
    reporter.step("Working on background jobs, Ctrl-C stops it");
    return { ended: new Promise(() => {}), close: () => runtime.close() };
  });
}

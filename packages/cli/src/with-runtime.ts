import { createRuntime, type Environment, type Runtime } from "@cs/runtime";
import { type SettingOptions, settings } from "./settings.ts";
import { createReporter, type Reporter } from "./terminal/reporter.ts";

export interface CommandContext {
  readonly runtime: Runtime;
  readonly reporter: Reporter;
}

/** Runs a command with the product started, and stops it whatever happens. With `json` nothing is said on the way. */
export async function withRuntime(
  { json, ...options }: SettingOptions & { readonly json?: true },
  environment: Environment,
  command: (context: CommandContext) => Promise<void>,
): Promise<void> {
  const reporter = createReporter({ silent: json === true });
  const runtime = await createRuntime(settings(environment, options), { onProgress: reporter.step });
  try {
    await command({ runtime, reporter });
  } finally {
    await runtime.close();
  }
}

import { createRuntime, type Environment } from "@cs/runtime";
import { runImport } from "../import/run-import.ts";
import { settings } from "../settings.ts";
import { showImportReport } from "../start/show-import-report.ts";
import { createReporter } from "../terminal/reporter.ts";

export interface ImportCommandOptions {
  readonly mapping: string;
  readonly asOf?: string;
  readonly json?: true;
}

/** Imports a folder and reports every row that was not accepted. */
export async function importCommand(
  folder: string,
  options: ImportCommandOptions,
  environment: Environment,
): Promise<void> {
  const reporter = createReporter({ silent: options.json === true });
  const config = settings(environment, options);
  const runtime = await createRuntime(config, { onProgress: reporter.step });
  try {
    const { tenantId } = runtime;
    const report = await runImport({
      runtime,
      tenantId,
      folder,
      mapping: options.mapping,
      asOf: config.asOf,
      reporter,
    });
    if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else showImportReport(report, process.stdout);
  } finally {
    await runtime.close();
  }
}

import type { Environment } from "@cs/runtime";
import { runImport } from "../import/run-import.ts";
import { showImportReport } from "../start/show-import-report.ts";
import { withRuntime } from "../with-runtime.ts";

export interface ImportCommandOptions {
  readonly mapping: string;
  readonly asOf?: string;
  readonly json?: true;
}

/** Imports a folder and reports every row that was not accepted. */
export function importCommand(folder: string, options: ImportCommandOptions, environment: Environment): Promise<void> {
  return withRuntime(options, environment, async ({ runtime, reporter }) => {
    const { tenantId, config } = runtime;
    const { mapping } = options;
    const report = await runImport({ runtime, tenantId, folder, mapping, asOf: config.asOf, reporter });
    if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else showImportReport(report, process.stdout);
  });
}

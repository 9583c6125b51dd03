import { resolve } from "node:path";
import { type Environment, restore } from "@cs/runtime";
import { settings } from "../settings.ts";
import { createReporter } from "../terminal/reporter.ts";
import type { BackupCommandOptions } from "./backup.ts";

/** Fills an empty database from a backup. */
export async function restoreCommand(
  file: string,
  { json }: BackupCommandOptions,
  environment: Environment,
): Promise<void> {
  const reporter = createReporter({ silent: json === true });
  const path = resolve(file);
  const bar = reporter.progress("Restore");
  try {
    const header = await restore({
      config: settings(environment),
      path,
      onProgress: reporter.step,
      onRows: bar.update,
    });
    const rows = header.tables.reduce((sum, table) => sum + table.rows, 0);
    bar.stop(`Restored ${rows.toLocaleString("en-US")} rows of ${header.tables.length} tables from ${path}`);
    if (json) process.stdout.write(`${JSON.stringify({ file: path, ...header })}\n`);
  } catch (error) {
    bar.stop("Stopped; nothing was restored");
    throw error;
  }
}

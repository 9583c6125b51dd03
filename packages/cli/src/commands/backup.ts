import { resolve } from "node:path";
import { version } from "@cs/mcp-server";
import { backUp, type Environment } from "@cs/runtime";
import { settings } from "../settings.ts";
import { createReporter } from "../terminal/reporter.ts";
import { interrupted, stopSignal } from "../terminal/stop-signal.ts";

export interface BackupCommandOptions {
  readonly json?: true;
}

/** Writes the whole database into a new file. */
export async function backup(file: string, { json }: BackupCommandOptions, environment: Environment): Promise<void> {
  const reporter = createReporter({ silent: json === true });
  const [path, signal] = [resolve(file), stopSignal()];
  const bar = reporter.progress("Backup");
  try {
    const header = await backUp({
      config: settings(environment),
      path,
      productVersion: version,
      signal,
      onProgress: reporter.step,
      onRows: bar.update,
    });
    const rows = header.tables.reduce((sum, table) => sum + table.rows, 0);
    bar.stop(`Wrote ${rows.toLocaleString("en-US")} rows of ${header.tables.length} tables into ${path}`);
    if (json) process.stdout.write(`${JSON.stringify({ file: path, ...header })}\n`);
  } catch (error) {
    bar.stop("Stopped; nothing was written");
    if (!signal.aborted) throw error;
    process.exitCode = interrupted;
  }
}

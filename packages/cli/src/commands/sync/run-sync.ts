import { visibleLine } from "@cs/models";
import type { Environment, Runtime } from "@cs/runtime";
import type { SyncOptions } from "@cs/services";
import { style } from "../../terminal/style.ts";
import { type Column, renderTable } from "../../terminal/table.ts";
import { withRuntime } from "../../with-runtime.ts";

export interface SyncCommandOptions {
  readonly since?: string;
  readonly json?: true;
}

export interface Sync<Report> {
  /** What is read, as `tickets of Zendesk`. */
  readonly things: string;
  /** What the progress counts, when not these. */
  readonly counted?: string;
  run(options: SyncOptions, runtime: Runtime): Promise<Report>;
  show(report: Report, out: NodeJS.WriteStream): void;
}

/** Reads what has changed elsewhere, shows how far it is, and reports what came of it. */
export function runSync<Report extends { readonly read: number }>(
  { things, counted = things, run, show }: Sync<Report>,
  { since, ...options }: SyncCommandOptions,
  environment: Environment,
): Promise<void> {
  return withRuntime(options, environment, async ({ runtime, reporter }) => {
    const { persistence, tenantId } = runtime;
    const bar = reporter.progress(`${counted.charAt(0).toUpperCase()}${counted.slice(1)}`);
    const onProgress = (read: number, total: number) => bar.update(read, total);
    const report = await run({ persistence, tenantId, since, onProgress }, runtime).catch((error: unknown) => {
      bar.stop("The sync stopped; what was read before is stored, and the next one goes on from there");
      throw error;
    });
    bar.stop(`Read ${report.read.toLocaleString("en-US")} ${things}`);
    if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    else show(report, process.stdout);
  });
}

const shownThings = 10;

/** Prints the first of the things that no account was found for, and how many there are. */
export function showUnmatched({ title, total, columns, rows }: UnmatchedTable, out: NodeJS.WriteStream): void {
  if (total === 0) return;
  const more = total > shownThings ? ` (${shownThings} of ${total}, up to 100 with --json)` : "";
  out.write(`\n${style("bold", title, out)}${more}\n`);
  const shown = rows.slice(0, shownThings).map((row) => row.map(visibleLine));
  out.write(`${renderTable(columns, shown, out)}\n`);
}

interface UnmatchedTable {
  readonly title: string;
  readonly total: number;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

import { basename, resolve } from "node:path";
import type { CalendarDate } from "@cs/models";
import type { Runtime } from "@cs/runtime";
import { type ImportReport, importFolder, loadMapping } from "@cs/services";
import type { Reporter } from "../terminal/reporter.ts";

export interface RunImportOptions {
  readonly runtime: Pick<Runtime, "persistence">;
  readonly tenantId: string;
  readonly folder: string;
  readonly mapping: string;
  readonly asOf: CalendarDate | null;
  readonly reporter: Reporter;
}

/** Imports a folder under a mapping file, with a progress bar over all bytes. */
export async function runImport({
  runtime,
  tenantId,
  folder,
  mapping,
  asOf,
  reporter,
}: RunImportOptions): Promise<ImportReport> {
  const loaded = await loadMapping(resolve(mapping));
  const bar = reporter.progress("Import");
  const started = performance.now();
  try {
    const report = await importFolder({
      persistence: runtime.persistence,
      tenantId,
      folder: resolve(folder),
      ...loaded,
      asOf: asOf ?? undefined,
      onProgress: ({ bytesDone, bytesTotal }) => bar.update(bytesDone, bytesTotal),
    });
    const rows = report.files.reduce((sum, file) => sum + file.rows, 0);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    bar.stop(`Read ${rows.toLocaleString("en-US")} rows of ${basename(resolve(folder))} in ${seconds} s`);
    return report;
  } catch (error) {
    bar.stop("The import stopped; what was accepted before is stored, and running it again writes nothing twice");
    throw error;
  }
}

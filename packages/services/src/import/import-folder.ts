import { basename, join } from "node:path";
import { type CalendarDate, type FactKind, factKinds, type Scorecard } from "@cs/models";
import type { Persistence } from "@cs/persistence";
import { putInForce } from "../health/scorecards/publish-scorecards.ts";
import { columnsOf } from "./convert-row.ts";
import { DeliveryCoverage } from "./delivery-coverage.ts";
import { importFile } from "./import-file.ts";
import type { ImportReport } from "./import-report.ts";
import type { FileRule, Mapping } from "./mapping.ts";
import { checkColumns, fileSize } from "./read-csv.ts";
import { ReportBuilder } from "./report-builder.ts";

export interface ImportOptions {
  readonly persistence: Persistence;
  readonly tenantId: string;
  readonly folder: string;
  readonly mapping: Mapping;
  /** Put in force before the first row is written; null keeps the scorecard in force. */
  readonly scorecard?: Scorecard | null | undefined;
  /** The day on which the files were drawn. Default: the last day with a fact in any of them. */
  readonly asOf?: CalendarDate | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ImportProgress {
  readonly file: string;
  readonly kind: FactKind;
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

/**
 * Reads the files of a folder under a mapping, accounts first, and writes their facts in batches of one transaction
 * each. Running it again, or after an interruption, writes nothing twice. All files and columns are checked before the
 * first row is written; a row that cannot be accepted is reported and leaves nothing behind.
 */
export async function importFolder(options: ImportOptions): Promise<ImportReport> {
  const { mapping, folder, asOf, onProgress = () => {} } = options;
  const rules = inWritingOrder(mapping.files);
  const sizes = await Promise.all(rules.map((rule) => fileSize(join(folder, basename(rule.file)))));
  const bytesTotal = sizes.reduce((sum, size) => sum + size, 0);
  for (const rule of rules) await checkColumns(join(folder, basename(rule.file)), columnsOf(rule));
  const { scorecard } = options;
  if (scorecard) await options.persistence.write(options.tenantId, (tx) => putInForce(tx, scorecard));
  const coverage = new DeliveryCoverage();
  const report = new ReportBuilder(mapping.source);
  let bytesBefore = 0;
  for (const [index, rule] of rules.entries()) {
    const { file, kind } = rule;
    await importFile({
      ...options,
      rule,
      path: join(folder, basename(file)),
      columns: columnsOf(rule),
      coverage,
      report,
      onBytes: (bytes) => onProgress({ file, kind, bytesDone: bytesBefore + bytes, bytesTotal }),
    });
    bytesBefore += sizes[index] ?? 0;
    onProgress({ file, kind, bytesDone: bytesBefore, bytesTotal });
  }
  await coverage.store(options.persistence, options.tenantId, mapping.source, asOf);
  return report.finish(coverage.lastDay);
}

function inWritingOrder(rules: readonly FileRule[]): FileRule[] {
  return rules.toSorted((a, b) => factKinds.indexOf(a.kind) - factKinds.indexOf(b.kind));
}

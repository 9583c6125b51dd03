import type { FactKind, SourceFact } from "@cs/models";
import { factsAtOnce, type Persistence, type WriteOutcome } from "@cs/persistence";
import { ahead } from "../batches/ahead.ts";
import { inBatches } from "../batches/in-batches.ts";
import type { DeliveryCoverage } from "./delivery-coverage.ts";
import type { FileRule, Mapping } from "./mapping.ts";
import { type ReadRow, readRows } from "./read-rows.ts";
import type { ReportBuilder } from "./report-builder.ts";

export interface ImportFileOptions {
  readonly persistence: Persistence;
  readonly tenantId: string;
  readonly mapping: Mapping;
  readonly rule: FileRule;
  readonly path: string;
  readonly columns: readonly string[];
  readonly coverage: DeliveryCoverage;
  readonly report: ReportBuilder;
  readonly onBytes: (bytes: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Streams one file: rows become facts, facts are written a batch per transaction while the next is being read, and each
 * outcome is reported.
 */
export async function importFile(options: ImportFileOptions): Promise<void> {
  const { rule, path, columns, report, onBytes, signal } = options;
  const { file, kind } = rule;
  const counts = { rows: 0, inserted: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 };

  function reportRow(row: ReadRow, outcome: WriteOutcome | undefined): void {
    const { line } = row;
    const fault = "reason" in row ? row : outcome?.status === "rejected" ? outcome : null;
    if (fault) {
      counts.rejected += 1;
      report.reject({ file, line, field: fault.field, reason: fault.reason });
    } else if (!("fact" in row)) counts.skipped += 1;
    else if (!outcome || outcome.status === "rejected") throw new Error(`line ${line} of ${file} has no outcome`);
    else {
      counts[outcome.status] += 1;
      options.coverage.add(kind, row.fact);
      if (outcome.warning !== undefined) report.warn(file, line, outcome.warning);
    }
  }

  for await (const rows of ahead(inBatches(readRows(path, rule, columns), factsAtOnce(kind)))) {
    signal?.throwIfAborted();
    const facts = rows.flatMap((row) => ("fact" in row ? [row.fact] : []));
    const outcomes = (await deliver(options, facts)).values();
    for (const row of rows) reportRow(row, "fact" in row ? outcomes.next().value : undefined);
    counts.rows += rows.length;
    onBytes(rows.at(-1)?.bytes ?? 0);
  }
  // A file without a row to accept says that there was none; rows that were all rejected say nothing.
  if (counts.rejected === 0) options.coverage.addKind(kind);
  else if (counts.rejected + counts.skipped === counts.rows) {
    report.warn(file, 1, `every row was rejected, so the file does not count as a delivery of ${kind}`);
  }
  report.file({ file, kind, ...counts });
}

function deliver(
  { persistence, tenantId, mapping, rule }: ImportFileOptions,
  facts: readonly SourceFact<FactKind>[],
): Promise<WriteOutcome[]> {
  if (facts.length === 0) return Promise.resolve([]);
  return persistence.write(tenantId, async (tx) => {
    await tx.planAnew();
    return tx.facts.write(rule.kind, mapping.source, facts);
  });
}

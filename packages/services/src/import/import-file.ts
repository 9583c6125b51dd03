import type { FactKind, SourceFact } from "@cs/models";
import type { Persistence, WriteOutcome } from "@cs/persistence";
import { convertRow } from "./convert-row.ts";
import type { DeliveryCoverage } from "./delivery-coverage.ts";
import type { FileRule, Mapping } from "./mapping.ts";
import { readCsv } from "./read-csv.ts";
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

interface Pending {
  readonly line: number;
  readonly fact: SourceFact<FactKind>;
}

const batchSize = 1000;

/** Streams one file: rows become facts, facts are written a batch per transaction, and each outcome is reported. */
export async function importFile(options: ImportFileOptions): Promise<void> {
  const { rule, path, columns, report, onBytes, signal } = options;
  const { file, kind } = rule;
  const counts = { rows: 0, inserted: 0, updated: 0, unchanged: 0, rejected: 0, skipped: 0 };
  const reject = (line: number, field: string, reason: string) => {
    counts.rejected += 1;
    report.reject({ file, line, field, reason });
  };
  let batch: Pending[] = [];

  async function flush(): Promise<void> {
    signal?.throwIfAborted();
    const outcomes = await deliver(
      options,
      batch.map((each) => each.fact),
    );
    for (const [index, { line, fact }] of batch.entries()) {
      const outcome = outcomes[index];
      if (!outcome) throw new Error(`line ${line} of ${file} has no outcome`);
      if (outcome.status === "rejected") {
        reject(line, outcome.field, outcome.reason);
        continue;
      }
      counts[outcome.status] += 1;
      options.coverage.add(kind, fact);
      if (outcome.warning !== undefined) report.warn(file, line, outcome.warning);
    }
    batch = [];
  }

  for await (const read of readCsv(path, columns)) {
    counts.rows += 1;
    if ("reason" in read) {
      reject(read.line, "(line)", read.reason);
      continue;
    }
    if (rule.onlyWhen !== undefined && read.row[rule.onlyWhen]?.trim() === "") {
      counts.skipped += 1;
      continue;
    }
    const converted = convertRow(read.row, rule);
    if ("fact" in converted) batch.push({ line: read.line, fact: converted.fact });
    else reject(read.line, converted.field, converted.reason);
    if (batch.length === batchSize) {
      await flush();
      onBytes(read.bytes);
    }
  }
  await flush();
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

import type { FileReport, ImportReport, RejectedRow, WarningCount } from "./import-report.ts";

const listedRejections = 10_000;

/** Collects what became of each row. Bounded in memory, however many rows are bad. */
export class ReportBuilder {
  readonly #source: string;
  readonly #files: FileReport[] = [];
  readonly #rejected: RejectedRow[] = [];
  readonly #warnings = new Map<string, WarningCount>();
  #rejectedUnlisted = 0;

  constructor(source: string) {
    this.#source = source;
  }

  file(report: FileReport): void {
    this.#files.push(report);
  }

  reject(row: RejectedRow): void {
    if (this.#rejected.length < listedRejections) this.#rejected.push(row);
    else this.#rejectedUnlisted += 1;
  }

  warn(file: string, line: number, reason: string): void {
    const key = `${file}\n${reason}`;
    const { count = 0, firstLine = line } = this.#warnings.get(key) ?? {};
    this.#warnings.set(key, { file, reason, count: count + 1, firstLine });
  }

  finish(lastDay: string | null): ImportReport {
    return {
      source: this.#source,
      files: this.#files,
      rejected: this.#rejected,
      rejectedUnlisted: this.#rejectedUnlisted,
      warnings: [...this.#warnings.values()],
      lastDay,
    };
  }
}

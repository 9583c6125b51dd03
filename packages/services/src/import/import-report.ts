import type { FactKind } from "@cs/models";

export interface RejectedRow {
  readonly file: string;
  readonly line: number;
  readonly field: string;
  readonly reason: string;
}

/** One kind of warning, how often it occurred and where first. */
export interface WarningCount {
  readonly file: string;
  readonly reason: string;
  readonly count: number;
  readonly firstLine: number;
}

/** What became of the rows of one file under one rule. */
export interface FileReport {
  readonly file: string;
  readonly kind: FactKind;
  readonly rows: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** Rows that the mapping's `onlyWhen` left out. */
  readonly skipped: number;
}

/** What an import did, row for row. */
export interface ImportReport {
  readonly source: string;
  readonly files: readonly FileReport[];
  readonly rejected: readonly RejectedRow[];
  /** How many rejected rows are counted but not listed, beyond the first 10,000. */
  readonly rejectedUnlisted: number;
  readonly warnings: readonly WarningCount[];
  /** Last day with a fact in any file; null when nothing dated was accepted. */
  readonly lastDay: string | null;
}

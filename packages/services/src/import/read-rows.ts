import type { SourceFact } from "@cs/models";
import { convertRow } from "./convert-row.ts";
import type { FileRule } from "./mapping.ts";
import { readCsv } from "./read-csv.ts";

/** What a line of a file says: a fact, why it is none, or nothing that is wanted. */
export type ReadRow = { readonly line: number; readonly bytes: number } & (
  | { readonly fact: SourceFact<FileRule["kind"]> }
  | { readonly field: string; readonly reason: string }
  | { readonly skipped: true }
);

/** Streams the lines of a file as the facts that they are under a rule. */
export async function* readRows(path: string, rule: FileRule, columns: readonly string[]): AsyncGenerator<ReadRow> {
  for await (const read of readCsv(path, columns)) {
    const { line, bytes } = read;
    if ("reason" in read) yield { line, bytes, field: "(line)", reason: read.reason };
    else if (rule.onlyWhen !== undefined && read.row[rule.onlyWhen]?.trim() === "")
      yield { line, bytes, skipped: true };
    else yield { line, bytes, ...convertRow(read.row, rule) };
  }
}

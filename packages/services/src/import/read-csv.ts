import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream";
import { ConfigurationError } from "@cs/models";
import { parse } from "csv-parse";
import { suggest } from "../operation/suggest.ts";
import type { CsvRow } from "./convert-row.ts";

/** One line of a file: a row, or why it cannot be read as one. */
export type CsvLine = { readonly line: number; readonly bytes: number } & (
  | { readonly row: CsvRow }
  | { readonly reason: string }
);

/**
 * Streams a CSV file with a header line. A line with too few or too many cells or with a stray quote comes as a reason
 * and does not end the file. Throws `ConfigurationError` when a needed column is missing, and for a row of more than a
 * megabyte: it cannot be told which of the lines in it were meant as rows.
 */
export async function* readCsv(path: string, neededColumns: readonly string[]): AsyncGenerator<CsvLine> {
  const skipped: { line: number; reason: string }[] = [];
  let header = false;
  let lastSkipped = 0;
  const parser = parse({
    bom: true,
    columns: (names: string[]) => {
      header = true;
      return checkHeader(names, neededColumns, path);
    },
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: 1_000_000,
    on_skip: (error) => {
      if (!error) return;
      const line = Number(error["lines"] ?? 0);
      if (error.code === "CSV_MAX_RECORD_SIZE") throw tooLong(path, line, error);
      // One row can have several faults.
      if (line !== lastSkipped) skipped.push({ line, reason: error.message });
      lastSkipped = line;
    },
  });
  // A failure to read destroys the parser, so the loop below throws it; nothing is left to do here.
  pipeline(createReadStream(path), parser, () => {});
  let bytes = 0;
  for await (const { record, info } of parser as AsyncIterable<{
    record: CsvRow;
    info: { lines: number; bytes: number };
  }>) {
    bytes = info.bytes;
    yield* skipped.splice(0).map((each) => ({ ...each, bytes }));
    yield { line: info.lines, bytes, row: record };
  }
  yield* skipped.map((each) => ({ ...each, bytes }));
  if (!header) checkHeader([], neededColumns, path);
}

/** Throws `ConfigurationError` when a file lacks one of the columns; reads no further than its first row. */
export async function checkColumns(path: string, neededColumns: readonly string[]): Promise<void> {
  const lines = readCsv(path, neededColumns);
  await lines.next();
  await lines.return(undefined);
}

/** Size in bytes, or `ConfigurationError` when there is no such file. */
export async function fileSize(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    throw new ConfigurationError(`There is no file ${path}.`, {
      cause,
      hint: "Correct --import, or the file names in the mapping.",
    });
  }
}

function tooLong(path: string, line: number, cause: Error): ConfigurationError {
  return new ConfigurationError(`${path} has a row of more than a megabyte that reaches line ${line}.`, {
    cause,
    hint: "Look for a quote that is opened and never closed.",
  });
}

function checkHeader(header: string[], needed: readonly string[], path: string): string[] {
  const names = header.map((name) => name.trim());
  const missing = needed.find((name) => !names.includes(name));
  if (missing !== undefined) {
    const near = suggest(missing, names);
    throw new ConfigurationError(`${path} has no column "${missing}".`, {
      hint: near ? `The mapping may mean "${near}".` : columnsText(names),
    });
  }
  return names;
}

function columnsText(names: readonly string[]): string {
  if (names.length === 0) return "The file is empty; its first line must name the columns.";
  return `Its columns: ${names.join(", ")}.`;
}

import { readFileSync } from "node:fs";
import type { FeatureRow } from "@cs/prediction";
import { parse } from "csv-parse/sync";

type TextRow = Readonly<Record<string, string>>;

/** The rows of a CSV file with a header line, as text. */
export function readTable(file: string): TextRow[] {
  return parse<TextRow>(readFileSync(file), { columns: true });
}

/** Columns of numbers as they are, an empty one as 0; of every other column a flag for each of its texts but the first. */
export function encode(rows: readonly TextRow[]): FeatureRow[] {
  const columns = Object.keys(rows[0] ?? {}).map((column) => {
    const texts = [...new Set(rows.map((row) => (row[column] ?? "").trim()))].sort();
    return { column, texts, numeric: texts.every((text) => Number.isFinite(Number(text))) };
  });
  return rows.map((row) =>
    Object.fromEntries(
      columns.flatMap(({ column, texts, numeric }) => {
        const own = (row[column] ?? "").trim();
        return numeric
          ? [[column, Number(own)]]
          : texts.slice(1).map((text) => [`${column} = ${text}`, own === text ? 1 : 0]);
      }),
    ),
  );
}

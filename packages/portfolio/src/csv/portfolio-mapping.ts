import { type FactKind, factKinds } from "@cs/models";
import { csvColumns } from "./csv-row.ts";

/** The mapping with which an import reads the files of a portfolio; see docs/importing.md. */
export interface PortfolioMapping {
  readonly source: string;
  readonly files: readonly {
    readonly file: string;
    readonly kind: FactKind;
    /** Field to column; both have the same name. */
    readonly fields: Readonly<Record<string, string>>;
  }[];
}

/** One file per kind of fact. Every shard of a portfolio has the same mapping, so shards can be imported one by one. */
export function portfolioMapping(): PortfolioMapping {
  const files = factKinds.map((kind) => ({
    file: csvFileName(kind),
    kind,
    fields: Object.fromEntries(csvColumns(kind).map((column) => [column, column])),
  }));
  return { source: "synthetic", files };
}

/** `survey-responses.csv` for `surveyResponses`. */
export function csvFileName(kind: FactKind): string {
  return `${kind.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.csv`;
}

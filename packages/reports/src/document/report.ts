import type { CalendarDate } from "@cs/models";
import type { Chart } from "./chart.ts";
import type { Cell, NumberFormat } from "./number-format.ts";

/** A document to read: what it says does not depend on the format it is rendered in. */
export interface Report {
  readonly title: string;
  readonly subtitle?: string;
  /** The day whose facts it tells. */
  readonly asOf: CalendarDate;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block = Paragraph | List | Table | KeyFigures | Chart;

export interface Paragraph {
  readonly kind: "paragraph";
  readonly text: string;
}

export interface List {
  readonly kind: "list";
  readonly items: readonly string[];
}

export interface Table {
  readonly kind: "table";
  readonly caption: string;
  readonly columns: readonly Column[];
  /** One cell per column. */
  readonly rows: readonly (readonly Cell[])[];
}

export interface Column {
  readonly label: string;
  /** How its numbers are shown. A column of texts has none. */
  readonly format?: NumberFormat;
}

/** The few numbers to see first. */
export interface KeyFigures {
  readonly kind: "key-figures";
  readonly figures: readonly KeyFigure[];
}

export interface KeyFigure {
  readonly label: string;
  readonly value: Cell;
  readonly format?: NumberFormat;
  /** What it is compared with, or counts. */
  readonly note?: string;
}

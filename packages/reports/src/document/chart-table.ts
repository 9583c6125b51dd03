import { known, unknown } from "@cs/models";
import type { BarChart, Chart, LineChart, LinePoint, LineSeries, ScatterChart } from "./chart.ts";
import type { Cell } from "./number-format.ts";
import type { Column, Table } from "./report.ts";

/** The figures of a chart as a table, for readers and formats without pictures. */
export function chartTable(chart: Chart): Table {
  const figures =
    chart.kind === "line-chart" ? linesOf(chart) : chart.kind === "bar-chart" ? barsOf(chart) : pointsOf(chart);
  return { kind: "table", caption: chart.title, ...figures };
}

type Figures = Pick<Table, "columns" | "rows">;

function linesOf({ x, y, series }: LineChart): Figures {
  const places = [...new Set(series.flatMap(({ points }) => points.map((point) => point.x)))].sort(byPlace);
  const lines = series.map((line) => ({
    banded: line.points.some(({ band }) => band),
    at: placed(line),
    name: line.name,
  }));
  const value = (label: string): Column => ({ label, format: y.format ?? {} });
  return {
    columns: [
      { label: x.label, ...(typeof places[0] === "number" && { format: { decimals: 4 } }) },
      ...lines.flatMap(({ banded, name }) =>
        banded ? [value(name), value(`${name}, low`), value(`${name}, high`)] : [value(name)],
      ),
    ],
    rows: places.map((place) => [
      typeof place === "string" ? place : known(place),
      ...lines.flatMap(({ banded, at }) => cellsAt(at.get(place), banded)),
    ]),
  };
}

function placed({ points }: LineSeries): ReadonlyMap<string | number, LinePoint> {
  return new Map(points.map((point) => [point.x, point]));
}

function cellsAt(point: LinePoint | undefined, banded: boolean): Cell[] {
  const y = point?.y ?? unknown("no value");
  if (!banded) return [y];
  const { band } = point ?? {};
  return [y, band ? known(band.low) : unknown("no band"), band ? known(band.high) : unknown("no band")];
}

/** Dates are of one length, so their order is that of their texts. */
function byPlace(left: string | number, right: string | number): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function barsOf({ categories, value, series }: BarChart): Figures {
  return {
    columns: [{ label: categories.label }, ...series.map(({ name }) => ({ label: name, format: value.format ?? {} }))],
    rows: categories.names.map((name, at) => [name, ...series.map(({ values }) => values[at] ?? unknown("no value"))]),
  };
}

function pointsOf({ x, y, series }: ScatterChart): Figures {
  return {
    columns: [
      { label: "Series" },
      { label: "Point" },
      { label: x.label, format: x.format ?? {} },
      { label: y.label, format: y.format ?? {} },
    ],
    rows: series.flatMap(({ name, points }) =>
      points.map((point, at) => [name, point.name ?? String(at + 1), known(point.x), known(point.y)]),
    ),
  };
}

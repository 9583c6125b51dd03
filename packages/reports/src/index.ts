export { renderCsv } from "./csv/render-csv.ts";
export type {
  Axis,
  BarChart,
  BarSeries,
  Chart,
  LineChart,
  LinePoint,
  LineSeries,
  ScatterChart,
  ScatterSeries,
  Tone,
} from "./document/chart.ts";
export { type Cell, formatNumber, type NumberFormat } from "./document/number-format.ts";
export type {
  Block,
  Column,
  KeyFigure,
  KeyFigures,
  List,
  Paragraph,
  Report,
  Section,
  Table,
} from "./document/report.ts";
export { renderHtml } from "./html/render-html.ts";
export { renderMarkdown } from "./markdown/render-markdown.ts";

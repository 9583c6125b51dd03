import type { CalendarDate, Reading } from "@cs/models";
import type { NumberFormat } from "./number-format.ts";

export type Chart = LineChart | BarChart | ScatterChart;

/** What every chart says in words, for those who do not see it. */
export interface ChartText {
  readonly title: string;
  /** What the chart shows, in a sentence. */
  readonly description: string;
}

export interface Axis {
  readonly label: string;
  readonly format?: NumberFormat;
  /** Both ends. When left out they follow from the data and are rounded. */
  readonly domain?: readonly [low: number, high: number];
}

/** A colour with a meaning: from `best` to `critical`, and `neutral` for what is neither. Plain series leave it out. */
export type Tone = "best" | "good" | "warning" | "critical" | "neutral";

export interface SeriesName {
  readonly name: string;
  readonly tone?: Tone;
}

/** A value over days or numbers. An unknown value leaves a gap. */
export interface LineChart extends ChartText {
  readonly kind: "line-chart";
  /** All x are dates, or all are numbers. */
  readonly x: { readonly label: string };
  readonly y: Axis;
  readonly series: readonly LineSeries[];
  /** Lines across, as a threshold or a target. */
  readonly references?: readonly { readonly label: string; readonly value: number }[];
}

export interface LineSeries extends SeriesName {
  /** In the order of x. */
  readonly points: readonly LinePoint[];
}

export interface LinePoint {
  readonly x: CalendarDate | number;
  readonly y: Reading;
  /** The band around the line at this point, as an interval. */
  readonly band?: { readonly low: number; readonly high: number };
}

/** Lying bars: one row per category, bars of all series beside one another or end to end. */
export interface BarChart extends ChartText {
  readonly kind: "bar-chart";
  readonly layout: "grouped" | "stacked";
  readonly categories: { readonly label: string; readonly names: readonly string[] };
  readonly value: Axis;
  readonly series: readonly BarSeries[];
}

export interface BarSeries extends SeriesName {
  /** One per category. */
  readonly values: readonly Reading[];
}

/** Points, and on request the diagonal on which x and y are equal, as for a reliability diagram. */
export interface ScatterChart extends ChartText {
  readonly kind: "scatter-chart";
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly ScatterSeries[];
  /** What the diagonal stands for. No diagonal when left out. */
  readonly diagonal?: string;
}

export interface ScatterSeries extends SeriesName {
  readonly points: readonly { readonly x: number; readonly y: number; readonly name?: string }[];
}

import { known, type Reading, unknown } from "@cs/models";
import type { LeadReport } from "@cs/prediction";
import type { BarChart, LineChart, Section, Table } from "@cs/reports";
import { count, intervalOf, readingOf } from "./readings.ts";

/** How early each scorer knew, beside the baselines. */
export function leadSection(leads: readonly LeadReport[]): Section {
  return { title: "How early it is known", blocks: [areaChart(leads), liftChart(leads), table(leads)] };
}

function table(leads: readonly LeadReport[]): Table {
  const three = { decimals: 3 };
  return {
    kind: "table",
    caption: "Every scorer at each lead time, with 95 % intervals over accounts",
    columns: [
      { label: "Lead, months", format: { decimals: 0 } },
      { label: "Scorer" },
      { label: "Accounts", format: { decimals: 0 } },
      { label: "Left", format: { decimals: 0 } },
      { label: "Signal" },
      { label: "AUC", format: three },
      { label: "95 %" },
      { label: "PR-AUC", format: three },
      { label: "95 %" },
      { label: "Lift" },
      { label: "95 %" },
      { label: "ARR in top tenth", format: { percent: true } },
      { label: "Brier", format: { decimals: 4 } },
      { label: "Brier of base rate", format: { decimals: 4 } },
    ],
    rows: leads.flatMap(({ leadMonths, scorers }) =>
      scorers.map(
        ({
          name,
          accounts,
          events,
          signal,
          auc,
          prAuc,
          topDecileLift,
          arrCaptured,
          probability,
          probabilityReason,
        }) => [
          count(leadMonths),
          name,
          count(accounts),
          count(events),
          signal,
          readingOf(auc),
          intervalOf(auc),
          readingOf(prAuc),
          intervalOf(prAuc),
          readingOf(topDecileLift),
          intervalOf(topDecileLift, 1),
          readingOf(arrCaptured),
          probability?.brier ? known(probability.brier.value) : unknown(probabilityReason ?? "not measured"),
          orUnknown(probability?.brierOfBaseRate, probabilityReason),
        ],
      ),
    ),
  };
}

function areaChart(leads: readonly LeadReport[]): LineChart {
  return {
    kind: "line-chart",
    title: "AUC by lead time",
    description: "How well each scorer orders those who leave before those who stay, by months ahead of the decision.",
    x: { label: "Months ahead" },
    y: { label: "AUC", format: { decimals: 2 }, domain: [0, 1] },
    series: namesIn(leads).map((name) => ({
      name,
      points: leads.map((report) => {
        const auc = report.scorers.find((each) => each.name === name)?.auc;
        return { x: report.leadMonths, y: readingOf(auc), ...(auc && { band: { low: auc.low, high: auc.high } }) };
      }),
    })),
    references: [{ label: "chance", value: 0.5 }],
  };
}

function liftChart(leads: readonly LeadReport[]): BarChart {
  return {
    kind: "bar-chart",
    layout: "grouped",
    title: "Lift of the tenth with the highest risk",
    description:
      "How many times more of those who left are among the tenth with the highest risk than among all; 1 is chance.",
    categories: { label: "Scorer", names: namesIn(leads) },
    value: { label: "Lift" },
    series: leads.map((report) => ({
      name: `${report.leadMonths} mo`,
      values: namesIn(leads).map((name) => readingOf(report.scorers.find((each) => each.name === name)?.topDecileLift)),
    })),
  };
}

function namesIn(leads: readonly LeadReport[]): string[] {
  return [...new Set(leads.flatMap(({ scorers }) => scorers.map(({ name }) => name)))];
}

function orUnknown(value: number | null | undefined, reason: string | null): Reading {
  return value === null || value === undefined ? unknown(reason ?? "not measured") : known(value);
}

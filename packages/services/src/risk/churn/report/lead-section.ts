import { known, unknown } from "@cs/models";
import type { LeadReport, ScorerReport } from "@cs/prediction";
import type { BarChart, Cell, LineChart, Section, Table } from "@cs/reports";
import { count, intervalOf, readingOf } from "./readings.ts";

const whole = { decimals: 0 };

/** How early each scorer knew, beside the baselines. */
export function leadSection(leads: readonly LeadReport[]): Section {
  return {
    title: "How early it is known",
    blocks: [areaChart(leads), liftChart(leads), orderTable(leads), errorTable(leads)],
  };
}

function orderTable(leads: readonly LeadReport[]): Table {
  const three = { decimals: 3 };
  return {
    kind: "table",
    caption: "How well each scorer orders accounts of the same day, with 95 % intervals",
    columns: [
      { label: "Lead", format: whole },
      { label: "Scorer" },
      { label: "Signal" },
      { label: "AUC", format: three },
      { label: "95 %" },
      { label: "PR-AUC", format: three },
      { label: "95 %" },
      { label: "Lift" },
      { label: "95 %" },
    ],
    rows: rowsOf(leads, ({ name, signal, auc, prAuc, topDecileLift }) => [
      name,
      signal,
      readingOf(auc),
      intervalOf(auc),
      readingOf(prAuc),
      intervalOf(prAuc),
      readingOf(topDecileLift),
      intervalOf(topDecileLift, 1),
    ]),
  };
}

function errorTable(leads: readonly LeadReport[]): Table {
  const four = { decimals: 4 };
  return {
    kind: "table",
    caption: "Whom each scorer was measured on, the ARR it would have caught, and the error of its probabilities",
    columns: [
      { label: "Lead", format: whole },
      { label: "Scorer" },
      { label: "Accounts", format: whole },
      { label: "Left", format: whole },
      { label: "ARR in top tenth", format: { percent: true } },
      { label: "Brier", format: four },
      { label: "95 %" },
      { label: "Base rate", format: four },
    ],
    rows: rowsOf(leads, ({ name, accounts, events, arrCaptured, probability }) => [
      name,
      count(accounts),
      count(events),
      readingOf(arrCaptured),
      readingOf(probability?.brier),
      intervalOf(probability?.brier, 4),
      probability?.brierOfBaseRate == null ? unknown("not measured") : known(probability.brierOfBaseRate),
    ]),
  };
}

function rowsOf(leads: readonly LeadReport[], cells: (scorer: ScorerReport) => readonly Cell[]): Cell[][] {
  return leads.flatMap(({ leadMonths, scorers }) => scorers.map((scorer) => [count(leadMonths), ...cells(scorer)]));
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

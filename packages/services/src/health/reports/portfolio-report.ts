import { type Currency, known, unknown } from "@cs/models";
import type { BandTotal } from "@cs/persistence";
import type { KeyFigure, Report, Section } from "@cs/reports";
import { bandSection } from "./band-section.ts";
import { isRisk } from "./bands.ts";
import { coverageSection } from "./coverage-section.ts";
import { moverSection } from "./mover-section.ts";
import type { PortfolioData } from "./portfolio-data.ts";
import { renewalsSection } from "./renewals-section.ts";
import { scoreSection } from "./score-section.ts";
import { trendFigure } from "./trend-figure.ts";

/** The report about several accounts; `name` says which. */
export function portfolioReport(name: string, data: PortfolioData): Report {
  const { from, to } = data;
  return {
    title: `Health report: ${name}`,
    subtitle: `${from} to ${to}`,
    asOf: to,
    sections: [
      glance(data),
      bandSection(data),
      scoreSection(data),
      moverSection(data),
      renewalsSection(data),
      coverageSection(data),
    ],
  };
}

function glance({ accounts, after, study }: PortfolioData): Section {
  const scores = accounts.flatMap(({ score }) => (score === null ? [] : [score])).sort((a, b) => a - b);
  const atRisk = after.filter(({ band }) => isRisk(band));
  const count = { decimals: 0 };
  const figures: KeyFigure[] = [
    { label: "Accounts", value: known(accounts.length), format: count, note: `${scores.length} with a score` },
    { label: "Mean score", value: scores.length === 0 ? noScore : known(sumOf(scores) / scores.length) },
    { label: "Median score", value: scores.length === 0 ? noScore : known(medianOf(scores)) },
    { label: "At risk or critical", value: known(sumOf(atRisk.map((total) => total.count))), format: count },
    ...arrFigures("ARR", after),
    ...arrFigures("ARR at risk or critical", atRisk),
    trendFigure("Trend of the mean score", study.trend),
  ];
  return { title: "At a glance", blocks: [{ kind: "key-figures", figures }] };
}

const noScore = unknown("No account has a score.");

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function medianOf(sorted: readonly number[]): number {
  const [low = 0, high = 0] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return (low + high) / 2;
}

/** One figure per currency: currencies are never added. */
function arrFigures(label: string, totals: readonly BandTotal[]): KeyFigure[] {
  const sums = new Map<Currency, number>();
  for (const [currency, arr] of totals.flatMap((total) => Object.entries(total.arrByCurrency))) {
    sums.set(currency, (sums.get(currency) ?? 0) + arr);
  }
  return [...sums]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([currency, arr]) => ({ label: `${label}, ${currency}`, value: known(arr), format: { currency } }));
}

import { type Currency, type HealthBand, healthBands, known } from "@cs/models";
import type { BandTotal } from "@cs/persistence";
import type { BarChart, Section, Table } from "@cs/reports";
import { bandNames, bandSeries } from "./bands.ts";
import type { PortfolioData } from "./portfolio-data.ts";

/** With more currencies than this a report would be charts of small change. */
const mostCurrencies = 3;

/** How many accounts and how much ARR are in each band, and who moved. */
export function bandSection(data: PortfolioData): Section {
  return {
    title: "Bands",
    blocks: [
      accountsByBand(data),
      migrationTable(data),
      ...currenciesOf(data.after).map((each) => arrByBand(data, each)),
    ],
  };
}

function accountsByBand({ from, to, before, after }: PortfolioData): BarChart {
  const count = (totals: readonly BandTotal[], band: HealthBand) =>
    totals.find((total) => total.band === band)?.count ?? 0;
  return {
    kind: "bar-chart",
    layout: "stacked",
    title: "Accounts by band",
    description: `By their newest score on ${from} and on ${to}. Accounts without a standing score are left out.`,
    categories: { label: "Day", names: [from, to] },
    value: { label: "Accounts", format: { decimals: 0 } },
    series: bandSeries([before, after], count),
  };
}

function migrationTable({ study }: PortfolioData): Table {
  return {
    kind: "table",
    caption: "Moves: accounts by the band of their first score in the period (rows) and of their last (columns)",
    columns: [{ label: "From" }, ...healthBands.map((band) => ({ label: bandNames[band], format: { decimals: 0 } }))],
    rows: healthBands.map((band) => [
      bandNames[band],
      ...healthBands.map((after) => known(study.migration[band][after])),
    ]),
  };
}

/** Those with most ARR first. */
function currenciesOf(totals: readonly BandTotal[]): Currency[] {
  const sum = (currency: Currency) => totals.reduce((total, band) => total + (band.arrByCurrency[currency] ?? 0), 0);
  return [...new Set(totals.flatMap(({ arrByCurrency }) => Object.keys(arrByCurrency)))]
    .sort((left, right) => sum(right) - sum(left) || (left < right ? -1 : 1))
    .slice(0, mostCurrencies);
}

function arrByBand({ from, to, before, after }: PortfolioData, currency: Currency): BarChart {
  const bands = [...healthBands, "not_scored"] as const;
  const values = (totals: readonly BandTotal[]) =>
    bands.map((band) => known(totals.find((total) => total.band === band)?.arrByCurrency[currency] ?? 0));
  return {
    kind: "bar-chart",
    layout: "grouped",
    title: `ARR by band, ${currency}`,
    description: `Annual recurring revenue of the accounts in each band on ${from} and on ${to}.`,
    categories: { label: "Band", names: bands.map((band) => bandNames[band]) },
    value: { label: "ARR", format: { currency } },
    series: [
      { name: from, values: values(before) },
      { name: to, values: values(after) },
    ],
  };
}

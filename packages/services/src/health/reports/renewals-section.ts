import { addDays, daysBetween, known, unknown } from "@cs/models";
import type { AccountRow } from "@cs/persistence";
import type { BarChart, Section, Table } from "@cs/reports";
import { moneyList } from "../../operation/money.ts";
import { bandNames, bandSeries } from "./bands.ts";
import type { PortfolioData } from "./portfolio-data.ts";

const aheadDays = 180;
const mostRows = 20;

/** Which terms end in the half year after the period, and how healthy those accounts are. */
export function renewalsSection({ accounts, to, tenant }: PortfolioData): Section {
  const end = addDays(to, aheadDays);
  const ahead = accounts.flatMap((row) =>
    row.renewalDate !== null && row.renewalDate > to && row.renewalDate <= end
      ? [{ ...row, renewalDate: row.renewalDate }]
      : [],
  );
  return {
    title: "Renewals ahead",
    blocks: [
      {
        kind: "paragraph",
        text: `${ahead.length} ${ahead.length === 1 ? "account renews" : "accounts renew"} from ${addDays(to, 1)} to ${end}.`,
      },
      byMonth(ahead, tenant.reportingCurrency),
      nearest(ahead, to),
    ],
  };
}

type Renewing = AccountRow & { readonly renewalDate: string };

function byMonth(ahead: readonly Renewing[], currency: string): BarChart {
  const months = [...new Set(ahead.map(({ renewalDate }) => renewalDate.slice(0, 7)))].sort();
  const arr = (month: string, band: string) =>
    ahead
      .filter((row) => row.renewalDate.startsWith(month) && row.band === band)
      .reduce((sum, row) => sum + (row.arrByCurrency[currency] ?? 0), 0);
  return {
    kind: "bar-chart",
    layout: "stacked",
    title: `ARR that renews, ${currency}`,
    description: "By month and by the band of the account. Other currencies are in the table.",
    categories: { label: "Month", names: months },
    value: { label: "ARR", format: { currency } },
    series: bandSeries(months, arr),
  };
}

function nearest(ahead: readonly Renewing[], to: string): Table {
  return {
    kind: "table",
    caption: `Nearest renewals (${Math.min(mostRows, ahead.length)} of ${ahead.length})`,
    columns: [
      { label: "Account" },
      { label: "Renewal" },
      { label: "In days", format: { decimals: 0 } },
      { label: "ARR" },
      { label: "Band" },
      { label: "Score", format: {} },
    ],
    rows: ahead.slice(0, mostRows).map((row) => [
      row.clientName,
      row.renewalDate,
      known(daysBetween(to, row.renewalDate)),
      moneyList(row.arrByCurrency)
        .map(({ text }) => text)
        .join(" + "),
      bandNames[row.band],
      row.score === null ? unknown("no score") : known(row.score),
    ]),
  };
}

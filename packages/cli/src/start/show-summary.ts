import { style } from "../terminal/style.ts";
import { renderTable } from "../terminal/table.ts";
import type { PortfolioSummary, SummaryClient } from "./portfolio-summary.ts";

const out = process.stdout;

/** Prints the summary for a person: the tables are the result, so they go to stdout. */
export function showSummary(summary: PortfolioSummary, { demo }: { readonly demo: boolean }): void {
  const title = `${summary.accounts} accounts on ${summary.asOf}`;
  out.write(`\n${style("bold", title, out)}${demo ? style("yellow", "  DEMO DATA: invented companies", out) : ""}\n`);
  for (const { band, count, arr } of summary.byBand) {
    const amounts = arr.map((each) => each.text).join(" + ");
    out.write(`  ${bandText(band).padEnd(18)} ${String(count).padStart(5)}  ${amounts}\n`);
  }
  showAtRisk(summary.atRisk);
  showTooLittleData(summary.tooLittleData);
}

function showAtRisk({ total, clients }: PortfolioSummary["atRisk"]): void {
  heading("Most at risk", clients.length, total);
  if (clients.length === 0) {
    out.write("No account scores below 70.\n");
    return;
  }
  const columns = [
    { title: "Account" },
    { title: "Score", align: "right" },
    { title: "Band" },
    { title: "ARR", align: "right" },
    { title: "Renewal" },
    { title: "Why", fills: true },
  ] as const;
  const rows = clients.map((client) => [
    client.clientName,
    client.score === null ? "-" : client.score.toFixed(1),
    bandText(client.band),
    arrText(client),
    client.renewalDate ?? "unknown",
    client.reasons.slice(0, 2).join("; "),
  ]);
  out.write(`${renderTable(columns, rows, out)}\n`);
}

function showTooLittleData({ total, clients }: PortfolioSummary["tooLittleData"]): void {
  if (total === 0) return;
  heading("Too little data for a score", clients.length, total);
  const columns = [
    { title: "Account" },
    { title: "ARR", align: "right" },
    { title: "What is missing", fills: true },
  ] as const;
  const rows = clients.map((client) => [client.clientName, arrText(client), client.reasons.join("; ")]);
  out.write(`${renderTable(columns, rows, out)}\n`);
}

function heading(title: string, shown: number, total: number): void {
  out.write(`\n${style("bold", title, out)}${total > shown ? ` (${shown} of ${total})` : ""}\n`);
}

function arrText({ arr }: SummaryClient): string {
  return arr.length === 0 ? "-" : arr.map((each) => each.text).join(" + ");
}

function bandText(band: string): string {
  return band === "not_scored" ? "former customer" : band.replaceAll("_", " ");
}

import { drawChart } from "../charts/draw-chart.ts";
import type { Chart } from "../document/chart.ts";
import { chartTable } from "../document/chart-table.ts";
import { type Cell, formatCell } from "../document/number-format.ts";
import type { Block, Column, KeyFigures, Report, Table } from "../document/report.ts";
import { html, type Markup } from "./markup.ts";
import { stylesheet } from "./stylesheet.ts";

/**
 * A report as one HTML file: no script, nothing loaded from elsewhere, light and dark, ready to print. Every text is
 * escaped, and every chart carries its figures as a table.
 */
export function renderHtml(report: Report): string {
  const sections = report.sections.map(
    ({ title, blocks }, place) =>
      html`<section><h2>${title}</h2>${blocks.map((block, at) => renderBlock(block, `chart-${place + 1}-${at + 1}`))}</section>\n`,
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${report.title}</title>
<style>${stylesheet()}</style>
</head>
<body>
<header><h1>${report.title}</h1>${report.subtitle === undefined ? "" : html`<p class="subtitle">${report.subtitle}</p>`}<p class="as-of">As of <time datetime="${report.asOf}">${report.asOf}</time></p></header>
<main>
${sections}</main>
</body>
</html>
`.text;
}

function renderBlock(block: Block, id: string): Markup {
  switch (block.kind) {
    case "paragraph":
      return html`<p>${block.text}</p>`;
    case "list":
      return html`<ul>${block.items.map((item) => html`<li>${item}</li>`)}</ul>`;
    case "table":
      return html`<div class="scroll">${renderTable(block)}</div>`;
    case "key-figures":
      return renderKeyFigures(block);
    default:
      return renderChart(block, id);
  }
}

function renderTable({ caption, columns, rows }: Table): Markup {
  const head = columns.map(({ label, format }) => html`<th scope="col"${numeric(format !== undefined)}>${label}</th>`);
  const body = rows.map((row) => html`<tr>${columns.map((column, at) => renderCell(row[at] ?? "", column))}</tr>`);
  return html`<table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function renderCell(cell: Cell, { format }: Column): Markup {
  const shown = formatCell(cell, format);
  if (typeof cell === "string") return html`<td>${shown}</td>`;
  return html`<td class="number${cell.value === null ? " missing" : ""}">${shown}</td>`;
}

function numeric(isNumeric: boolean): Markup {
  return isNumeric ? html` class="number"` : html``;
}

function renderKeyFigures({ figures }: KeyFigures): Markup {
  const entries = figures.map(
    ({ label, value, format, note }) =>
      html`<div><dt>${label}</dt><dd class="${typeof value === "object" && value.value === null ? "missing" : "figure"}">${formatCell(value, format)}</dd>${note === undefined ? "" : html`<dd class="note">${note}</dd>`}</div>`,
  );
  return html`<dl class="figures">${entries}</dl>`;
}

function renderChart(chart: Chart, id: string): Markup {
  return html`<figure><figcaption><strong>${chart.title}</strong> ${chart.description}</figcaption>${drawChart(chart, id)}<details><summary>Figures</summary><div class="scroll">${renderTable(chartTable(chart))}</div></details></figure>`;
}

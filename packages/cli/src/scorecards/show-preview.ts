import { healthBands } from "@cs/models";
import type { ScorecardPreview } from "@cs/services";
import { style } from "../terminal/style.ts";
import { renderTable } from "../terminal/table.ts";

/** Prints a preview for a person: the matrix of bands, the furthest movers, and what is lost. */
export function showPreview(preview: ScorecardPreview, out: NodeJS.WriteStream): void {
  const { accounts, affected, matrix, movers, coverage, scoresLost, scoresGained } = preview;
  out.write(`\n${style("bold", `${affected} of ${accounts} customers would be scored otherwise`, out)}\n`);
  if (accounts === 0) return;
  const columns = [
    { title: "From \\ to" },
    ...healthBands.map((band) => ({ title: textOf(band), align: "right" as const })),
  ];
  const rows = healthBands.map((from) => [textOf(from), ...healthBands.map((to) => String(matrix[from][to] || "·"))]);
  out.write(`${renderTable(columns, rows, out)}\n`);
  out.write(`Mean coverage ${percent(coverage.before)} → ${percent(coverage.after)}`);
  out.write(`; ${scoresLost} lose their score, ${scoresGained} gain one\n`);
  if (movers.length === 0) return;
  out.write(`\n${style("bold", "Furthest movers", out)}\n`);
  const moverRows = movers.map(({ clientName, before, after, difference }) => [
    clientName,
    `${difference > 0 ? "+" : ""}${difference.toFixed(1)}`,
    `${shown(before.score)} ${textOf(before.band)} → ${shown(after.score)} ${textOf(after.band)}`,
  ]);
  const moverColumns = [
    { title: "Account" },
    { title: "Change", align: "right" },
    { title: "Score", fills: true },
  ] as const;
  out.write(`${renderTable(moverColumns, moverRows, out)}\n`);
}

function textOf(band: string): string {
  return band === "insufficient_data" ? "no data" : band.replaceAll("_", " ");
}

function percent(share: number | null): string {
  return share === null ? "-" : `${(100 * share).toFixed(0)} %`;
}

function shown(score: number | null): string {
  return score === null ? "-" : score.toFixed(1);
}

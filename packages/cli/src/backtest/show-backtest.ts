import { backtestVerdict, type ChurnBacktest, driftVerdict } from "@cs/services";
import { style } from "../terminal/style.ts";
import { renderTable } from "../terminal/table.ts";

type LeadReport = ChurnBacktest["leads"][number];
type ScorerReport = LeadReport["scorers"][number];
type Measured = ScorerReport["auc"];

const columns = [
  { title: "Lead", align: "right" },
  { title: "Scorer" },
  { title: "Signal" },
  { title: "AUC (95 %)" },
  { title: "PR-AUC" },
  { title: "Lift" },
  { title: "ARR" },
  { title: "Brier / base" },
] as const;

/** Prints a back-test for people: how well each scorer knew, what that means, and which probabilities there are. */
export function showBacktest({ stored, leads, drift }: ChurnBacktest, out: NodeJS.WriteStream): void {
  const { modelId, kind, firstDay, lastDay, watchedUntil, accountMonths, accounts, leavers } = stored;
  const count = (number: number) => number.toLocaleString("en-US");
  out.write(
    `${count(accountMonths)} account-months from ${firstDay} to ${lastDay}: ${count(accounts)} accounts, ` +
      `${count(leavers)} of which decided to leave by ${watchedUntil}\n\n`,
  );
  const rows = leads.flatMap((report) => report.scorers.map((scorer) => rowOf(report, scorer)));
  if (rows.length > 0) out.write(`${renderTable(columns, rows, out)}\n\n`);
  for (const sentence of backtestVerdict(leads)) out.write(`${sentence}\n`);
  for (const sentence of drift ? driftVerdict(drift) : []) out.write(`${sentence}\n`);
  out.write(`\nStored as ${style("bold", modelId, out)} (${kind.replace("_", " ")})\n`);
  for (const { horizonMonths, outcomes, events, calibrationReason } of stored.horizons) {
    const probabilities = calibrationReason === null ? "probabilities" : `no probability: ${calibrationReason}`;
    out.write(`  within ${horizonMonths} mo: ${count(outcomes)} accounts, ${count(events)} left; ${probabilities}\n`);
  }
}

function rowOf({ leadMonths }: LeadReport, scorer: ScorerReport): string[] {
  const { name, signal, auc, prAuc, topDecileLift, arrCaptured, probability } = scorer;
  const brier = probability?.brier;
  const base = probability?.brierOfBaseRate;
  return [
    `${leadMonths} mo`,
    name,
    signal,
    auc ? `${auc.value.toFixed(3)} (${auc.low.toFixed(3)}-${auc.high.toFixed(3)})` : "-",
    shown(prAuc),
    shown(topDecileLift, 1),
    shown(arrCaptured),
    brier && base !== null && base !== undefined ? `${brier.value.toFixed(4)} / ${base.toFixed(4)}` : "-",
  ];
}

function shown(measured: Measured, decimals = 2): string {
  return measured ? measured.value.toFixed(decimals) : "-";
}

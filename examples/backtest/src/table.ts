import type { LeadReport } from "@cs/prediction";

const widths = [6, 20, 10, 24, 6, 6];

/** Reports as a table: one line for each scorer at each lead time. */
export function tableOf(reports: readonly LeadReport[]): string {
  const rows = reports.flatMap(({ leadMonths, scorers }) =>
    scorers.map(({ name, snapshots, signal, auc, topDecileLift, probability }) => [
      `${leadMonths} mo`,
      name,
      `${snapshots}`,
      auc ? `${auc.value.toFixed(3)} (${auc.low.toFixed(3)}-${auc.high.toFixed(3)}) ${signal}` : signal,
      topDecileLift?.value.toFixed(1) ?? "-",
      probability?.brierSkill?.value.toFixed(2) ?? "-",
    ]),
  );
  const head = ["lead", "scorer", "rows", "AUC (95 %), signal", "lift", "skill"];
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

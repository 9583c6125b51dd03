import type { ImportReport } from "@cs/services";
import { style } from "../terminal/style.ts";

const shownRows = 10;

/** Prints what an import did, row for row as far as a screen allows; `--json` has it all. */
export function showImportReport(report: ImportReport, out: NodeJS.WriteStream): void {
  out.write(`\n${style("bold", `Imported from ${report.source}`, out)}\n`);
  for (const file of report.files) {
    const counts = [
      `${file.inserted} new`,
      file.updated > 0 && `${file.updated} changed`,
      file.unchanged > 0 && `${file.unchanged} unchanged`,
      file.skipped > 0 && `${file.skipped} left out by the mapping`,
      file.rejected > 0 && style("red", `${file.rejected} rejected`, out),
    ];
    out.write(`  ${file.file} → ${file.kind}: ${file.rows} rows, ${counts.filter(Boolean).join(", ")}\n`);
  }
  for (const { file, reason, count, firstLine } of report.warnings) {
    out.write(`  ${style("yellow", "Warning:", out)} ${file}: ${count} x ${reason}, first on line ${firstLine}\n`);
  }
  const total = report.rejected.length + report.rejectedUnlisted;
  if (total === 0) return;
  out.write(
    `\n${style("bold", "Rejected rows", out)}${total > shownRows ? ` (${shownRows} of ${total}, all with --json)` : ""}\n`,
  );
  for (const { file, line, field, reason } of report.rejected.slice(0, shownRows)) {
    out.write(`  ${file}:${line}  ${field}: ${reason}\n`);
  }
}

import { renderMarkdown } from "@cs/reports";
import { defineOperation } from "../operation/define-operation.ts";
import { makeReport, scopeOfReport } from "./reports/make-report.ts";
import { keptAs, renderReport } from "./reports/render-report.ts";
import { reportInput } from "./reports/report-input.ts";
import { keyFiguresOf, reportOutput } from "./reports/report-output.ts";
import { writeReportFile } from "./reports/write-report-file.ts";

/** Makes a report with charts, keeps it, and writes it to a file once it is kept. */
export const generateHealthReports = defineOperation({
  name: "generate_health_reports",
  title: "Generate health reports",
  description:
    "Writes a report with charts to a file: bands, moves, scores, ARR, renewals, missing data; of a client also " +
    "changes, usage, tickets.",
  category: "health",
  effect: "write",
  input: reportInput,
  output: reportOutput,
  async run({ format, ...request }, { tx, tenant, today, actor }) {
    const scope = scopeOfReport(request, today);
    const document = await makeReport(tx, tenant, scope);
    const { title } = document;
    const kept = { format: keptAs[format], content: renderReport(document, keptAs[format]) };
    const reportId = await tx.reports.add({ ...scope, title, document, ...kept, author: actor });
    return {
      reportId,
      title,
      from: scope.from,
      to: scope.to,
      format,
      keyFigures: keyFiguresOf(document),
      file: null,
      reason: null,
      markdown: renderMarkdown(document)
        .split("\n")
        .filter((line) => line !== ""),
    };
  },
  async afterwards(output, outside) {
    return { ...output, ...(await writeReportFile(output, output.format, outside)) };
  },
});

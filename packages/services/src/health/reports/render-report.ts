import { type Report, renderCsv, renderHtml, renderMarkdown } from "@cs/reports";
import type { ReportFormat } from "./report-input.ts";

/** What a report is kept as: a PDF is printed from its page. */
export type KeptFormat = Exclude<ReportFormat, "pdf">;

export const keptAs: Readonly<Record<ReportFormat, KeptFormat>> = {
  html: "html",
  markdown: "markdown",
  pdf: "html",
  csv: "csv",
  json: "json",
};

/** The ending of a file of each format. */
export const endings: Readonly<Record<ReportFormat, string>> = {
  html: "html",
  markdown: "md",
  pdf: "pdf",
  csv: "csv",
  json: "json",
};

export function renderReport(report: Report, format: KeptFormat): string {
  switch (format) {
    case "html":
      return renderHtml(report);
    case "markdown":
      return renderMarkdown(report);
    case "csv":
      return renderCsv(report);
    case "json":
      return `${JSON.stringify(report, null, 2)}\n`;
  }
}

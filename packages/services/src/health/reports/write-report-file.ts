import type { StoredReport } from "@cs/persistence";
import type { ExportFolder, StoredFile } from "../../exports/export-folder.ts";
import type { Outside } from "../../operation/operation.ts";
import { endings } from "./render-report.ts";
import type { ReportFormat } from "./report-input.ts";
import type { ReportAnswer } from "./report-output.ts";

type FileAnswer = Pick<ReportAnswer, "file" | "reason">;

/** Writes the file of a stored report, or says why there is none. The file that is there already is the one. */
export async function writeReportFile(
  { reportId }: Pick<ReportAnswer, "reportId">,
  format: ReportFormat,
  outside: Outside,
): Promise<FileAnswer> {
  const { exports, read } = outside;
  if (exports === null) return { file: null, reason: "This process writes no files." };
  const report = await read((tx) => tx.reports.get(reportId));
  const writing = { exports, report, outside };
  return format === "pdf" ? writePdf(writing) : write(writing, format, report.content);
}

interface Writing {
  readonly exports: ExportFolder;
  readonly report: StoredReport;
  readonly outside: Outside;
}

async function write(writing: Writing, format: ReportFormat, content: string | Uint8Array): Promise<FileAnswer> {
  return answerOf(await writing.exports.put({ ...nameOf(writing, format), content }), format);
}

async function writePdf(writing: Writing): Promise<FileAnswer> {
  const { exports, report, outside } = writing;
  const there = await exports.find(nameOf(writing, "pdf"));
  if (there) return answerOf(there, "pdf");
  const { pdf, reason } = await exports.print(report.content, outside.signal);
  if (pdf) return write(writing, "pdf", pdf);
  const page = await write(writing, "html", report.content);
  return { file: page.file, reason: page.reason === null ? `${reason} This is its page.` : `${reason} ${page.reason}` };
}

/** Names say nothing of the customer, and no caller has a part in them. */
function nameOf({ report, outside }: Writing, format: ReportFormat) {
  const about = report.clientId !== null ? "client" : report.segmentId !== null ? "segment" : "portfolio";
  return { tenantId: outside.tenantId, name: `${about}-${report.to}-${report.reportId}.${endings[format]}` };
}

function answerOf({ path, bytes, reason }: StoredFile, format: ReportFormat): FileAnswer {
  return path === null ? { file: null, reason } : { file: { format, path, bytes }, reason: null };
}

import type { KeyFigure, Report } from "@cs/reports";
import { formatCell } from "@cs/reports";
import { z } from "zod";
import { detail } from "../../operation/detail.ts";
import { reportFormats } from "./report-input.ts";

/** What `generate_health_reports` answers. */
export const reportOutput = z.strictObject({
  reportId: z.string().describe("cs://reports/{reportId} is the whole report."),
  title: z.string(),
  from: z.string(),
  to: z.string(),
  format: detail(z.enum(reportFormats)).describe("As asked for."),
  keyFigures: z.array(z.strictObject({ label: z.string(), text: z.string(), value: detail(z.number().nullable()) })),
  file: z
    .strictObject({ format: z.enum(reportFormats), path: z.string(), bytes: z.int() })
    .nullable()
    .describe("On the server; null when none was written."),
  reason: z.string().nullable().describe("Why there is no file, or one of another format."),
  markdown: detail(z.array(z.string())).describe("The report, line by line."),
});
export type ReportAnswer = z.infer<typeof reportOutput>;

/** The key figures of a report as the tool answers them. */
export function keyFiguresOf({ sections }: Report): ReportAnswer["keyFigures"] {
  const figures = sections.flatMap(({ blocks }) =>
    blocks.flatMap((block): readonly KeyFigure[] => (block.kind === "key-figures" ? block.figures : [])),
  );
  return figures.map(({ label, value, format, note }) => ({
    label,
    text: note === undefined ? formatCell(value, format) : `${formatCell(value, format)} (${note})`,
    value: typeof value === "string" ? null : value.value,
  }));
}

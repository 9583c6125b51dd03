import { chartTable } from "../document/chart-table.ts";
import { formatCell } from "../document/number-format.ts";
import type { Block, KeyFigures, Report, Table } from "../document/report.ts";
import { escapeMarkdown, escapeMarkdownLine } from "./escape-markdown.ts";

/** A report as Markdown (CommonMark with the tables of GitHub). Charts are told by their figures. */
export function renderMarkdown({ title, subtitle, asOf, sections }: Report): string {
  const parts = [
    `# ${escapeMarkdown(title)}`,
    ...(subtitle === undefined ? [] : [escapeMarkdownLine(subtitle)]),
    `As of ${asOf}`,
    ...sections.flatMap((section) => [`## ${escapeMarkdown(section.title)}`, ...section.blocks.map(renderBlock)]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return escapeMarkdownLine(block.text);
    case "list":
      return block.items.map((item) => `- ${escapeMarkdownLine(item)}`).join("\n");
    case "table":
      return renderTable(block);
    case "key-figures":
      return renderKeyFigures(block);
    default:
      return `${renderTable(chartTable(block))}\n\n${escapeMarkdownLine(block.description)}`;
  }
}

function renderTable({ caption, columns, rows }: Table): string {
  const head = columns.map(({ label }) => escapeMarkdown(label));
  const rule = columns.map(({ format }) => (format ? "---:" : "---"));
  const body = rows.map((row) => columns.map(({ format }, at) => escapeMarkdown(formatCell(row[at] ?? "", format))));
  const lines = [head, rule, ...body].map((cells) => `| ${cells.join(" | ")} |`);
  return [`**${escapeMarkdown(caption)}**`, "", ...lines].join("\n");
}

function renderKeyFigures({ figures }: KeyFigures): string {
  return figures
    .map(({ label, value, format, note }) => {
      const shown = escapeMarkdown(formatCell(value, format));
      return `- **${escapeMarkdown(label)}**: ${shown}${note === undefined ? "" : ` (${escapeMarkdown(note)})`}`;
    })
    .join("\n");
}

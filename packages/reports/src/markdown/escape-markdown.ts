import { visibleLine } from "@cs/models";

/**
 * A text within a line of CommonMark and its GitHub dialect: no emphasis, link, image, HTML, code, table cell, formula,
 * mention or address comes out of it.
 */
export function escapeMarkdown(text: string): string {
  return visibleLine(text)
    .trim()
    .replaceAll(/[\\`*_[\]|~$@]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("://", "\\://")
    .replaceAll(/(?<=www)\./gi, "\\.");
}

/** A text with which a line begins: it does not become a heading, a list or a rule either. */
export function escapeMarkdownLine(text: string): string {
  return escapeMarkdown(text)
    .replace(/^[#+=-]/, "\\$&")
    .replace(/^(\d+)([.)])(?=\s|$)/, "$1\\$2");
}

import { visibleLine, visibleText } from "@cs/models";
import type { TemplatePart } from "./parse-template.ts";

/** A rendered text, or the fields that have neither a value nor a default. */
export type Rendered =
  | { readonly text: string; readonly missing?: undefined }
  | { readonly missing: readonly string[]; readonly text?: undefined };

/** Puts values into a template. A value is put in as it is: braces in it mean nothing. */
export function renderTemplate(parts: readonly TemplatePart[], valueFor: (name: string) => string | null): Rendered {
  const missing: string[] = [];
  const texts = parts.map((part) => {
    if (typeof part === "string") return part;
    const value = valueFor(part.name) ?? part.fallback;
    if (value === null) missing.push(part.name);
    return value ?? "";
  });
  return missing.length > 0 ? { missing: [...new Set(missing)] } : { text: texts.join("") };
}

/** A text as a subject: one line, whatever was put in, so that it cannot become a header. */
export function subjectLine(text: string): string {
  return visibleLine(text).replaceAll(/\s+/g, " ").trim();
}

/** A text as the body of a message. */
export function bodyText(text: string): string {
  return visibleText(text).trim();
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A plain text as HTML that looks the same: paragraphs and line breaks, and nothing in it is markup. */
export function htmlOf(text: string): string {
  const escaped = text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
  const paragraphs = escaped.split(/\n{2,}/).map((paragraph) => `<p>${paragraph.replaceAll("\n", "<br>")}</p>`);
  return `<!doctype html>\n<html><body>\n${paragraphs.join("\n")}\n</body></html>\n`;
}

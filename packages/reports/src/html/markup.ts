import { visibleText } from "@cs/models";
import { escapeUTF8 } from "entities";

/** Text that is HTML or SVG already. It comes from the tag `html` and the style sheet alone, so no text of others becomes markup. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Content = Markup | string | number | readonly Markup[];

/** Builds markup. Strings and numbers are escaped for text and quoted attributes; markup goes in as it is. */
export function html(fixed: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(fixed.reduce((before, after, at) => before + rendered(contents[at - 1] ?? "") + after));
}

function rendered(content: Content): string {
  if (content instanceof Markup) return content.text;
  if (typeof content === "string") return escaped(content);
  return typeof content === "number" ? coordinate(content) : content.map(({ text }) => text).join("");
}

/** Two digits place a mark well below what an eye can tell apart. */
function coordinate(value: number): string {
  return String(Number(value.toFixed(2)) + 0);
}

/** A text for HTML, without characters that hide or turn round what is read. */
function escaped(text: string): string {
  return escapeUTF8(visibleText(text));
}

import type { ChartText } from "../document/chart.ts";
import { html, type Markup } from "../html/markup.ts";

/** Where marks go, in px of the drawing. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A drawing as an image with a name and a description. `id` is unique on the page. */
export function drawing(
  { title, description }: ChartText,
  { id, width, height }: { readonly id: string; readonly width: number; readonly height: number },
  content: readonly Markup[],
): Markup {
  return html`<svg role="img" aria-labelledby="${id}-title ${id}-text" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><title id="${id}-title">${title}</title><desc id="${id}-text">${description}</desc>${content}</svg>`;
}

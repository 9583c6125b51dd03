import { palette } from "../charts/palette.ts";
import { Markup } from "./markup.ts";

type Colours = (typeof palette)["light" | "dark"];

/** The styles of a report. Print has the light colours. */
export function stylesheet(): Markup {
  return new Markup(`
:root { color-scheme: light dark; ${page(palette.light, "#1b2127", "#59626b", "#d9dde1", "#f4f6f8")} }
${marks(palette.light)}
@media screen and (prefers-color-scheme: dark) {
:root { ${page(palette.dark, "#e8ebee", "#a3abb3", "#333b43", "#1c2228")} }
${marks(palette.dark)}
}
${rules}`);
}

function page({ page }: Colours, ink: string, faint: string, rule: string, panel: string): string {
  return `--page: ${page}; --ink: ${ink}; --faint: ${faint}; --rule: ${rule}; --panel: ${panel};`;
}

function marks({ series, tones }: Colours): string {
  const named = [...series.map((colour, at) => [`series-${at}`, colour] as const), ...Object.entries(tones)];
  return named.map(([name, colour]) => `.${name} { --mark: ${colour}; --on: ${inkOn(colour)}; }`).join("\n");
}

/** Black or white, whichever has more contrast with a colour (WCAG 2.2, relative luminance). */
function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return (luminance + 0.05) ** 2 > 0.05 * 1.05 ? "#000000" : "#ffffff";
}

const rules = `* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 4rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 0.75rem; padding-top: 0.75rem; border-top: 1px solid var(--rule); font-size: 1.25rem; }
.subtitle { margin: 0.25rem 0 0; font-size: 1.1rem; }
.as-of, .note, figcaption, caption, summary { color: var(--faint); font-size: 0.875rem; }
.as-of { margin: 0.25rem 0 0; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: 0.75rem; margin: 1rem 0; }
.figures div { padding: 0.75rem 1rem; border-radius: 0.5rem; background: var(--panel); }
.figures dt { color: var(--faint); font-size: 0.875rem; }
.figures dd { margin: 0; }
.figures .figure { font-size: 1.375rem; font-weight: 600; line-height: 1.35; }
.missing { color: var(--faint); font-style: italic; }
.scroll, .drawing { overflow-x: auto; }
table { width: 100%; margin: 0.5rem 0; border-collapse: collapse; font-size: 0.875rem; }
caption { padding-bottom: 0.25rem; text-align: left; }
th, td { padding: 0.3rem 0.75rem 0.3rem 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.number:not(.missing) { white-space: nowrap; }
figure { margin: 1.25rem 0 1.75rem; }
figcaption strong { display: block; color: var(--ink); font-size: 1rem; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0.5rem 0 0; padding: 0; list-style: none;
  font-size: 0.875rem; }
.legend li { display: flex; align-items: center; gap: 0.4rem; }
.drawing { margin: 0.5rem 0; }
.drawing svg { display: block; max-width: 100%; height: auto; font: 12px system-ui, sans-serif; }
.grid { stroke: var(--rule); }
.rule { stroke: var(--faint); }
.reference { stroke: var(--faint); stroke-dasharray: 4 3; }
.tick, .axis { fill: var(--faint); }
.name, .label { fill: var(--ink); }
.label { font-weight: 600; }
.inside { fill: var(--on); }
.end { text-anchor: end; }
.middle { text-anchor: middle; }
.halo { paint-order: stroke; stroke: var(--page); stroke-width: 3px; }
.line { fill: none; stroke: var(--mark); stroke-width: 2; stroke-linejoin: round; }
.band { fill: var(--mark); opacity: 0.18; }
.dot, .bar { fill: var(--mark); }
.parted { stroke: var(--page); }
@page { margin: 15mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2 { break-after: avoid; }
  figure, tr, .figures div { break-inside: avoid; }
  details { display: none; }
  .bar, .dot, .swatch, .figures div { print-color-adjust: exact; }
}
`;

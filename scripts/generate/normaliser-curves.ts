import { type NormaliserExample, normaliserExamples, pointsOf } from "./normaliser-examples.ts";

const PANEL = { width: 240, height: 170 };
const PLOT = { left: 34, top: 30, width: 190, height: 110 };
const COLUMNS = 3;
const STEPS = 380;

const style = `text{font:12px sans-serif;fill:#57606a}.title{font-weight:bold;fill:#1b1f24}
.curve{fill:none;stroke:#2f6fb7;stroke-width:2}.axis{stroke:#8c959f}.dot{fill:#b3151d}
@media(prefers-color-scheme:dark){text{fill:#9aa4af}.title{fill:#e6e8eb}.curve{stroke:#79b8ff}.dot{fill:#ff8f87}}`;

/** `docs/images/normalisers.svg`: each kind of normaliser as the engine computes it, with the worked example as a dot. */
export function normaliserCurves(): string {
  const rows = Math.ceil(normaliserExamples.length / COLUMNS);
  const size = `${COLUMNS * PANEL.width} ${rows * PANEL.height}`;
  const panels = normaliserExamples.map((example, index) => {
    const at = `${(index % COLUMNS) * PANEL.width} ${Math.floor(index / COLUMNS) * PANEL.height}`;
    return `<g transform="translate(${at})">${panel(example)}</g>`;
  });
  const label = "Points from 0 to 100 over the value of a measure, for the six kinds of normaliser";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size}" role="img" aria-label="${label}">`,
    `<style>${style}</style>`,
    ...panels,
    "</svg>",
    "",
  ].join("\n");
}

function panel({ normaliser, from, to, value }: NormaliserExample): string {
  const { left, top, width, height } = PLOT;
  const x = (each: number) => (left + (width * (each - from)) / (to - from)).toFixed(1);
  const y = (points: number) => (top + height * (1 - points / 100)).toFixed(1);
  const curve = Array.from({ length: STEPS + 1 }, (_, step) => {
    const each = from + ((to - from) * step) / STEPS;
    return `${x(each)},${y(pointsOf(normaliser, each))}`;
  });
  const bottom = top + height;
  return [
    `<text class="title" x="${left}" y="18">${normaliser.kind}</text>`,
    `<path class="axis" fill="none" d="M${left} ${top}V${bottom}H${left + width}"/>`,
    `<text x="${left - 4}" y="${top + 4}" text-anchor="end">100</text>`,
    `<text x="${left - 4}" y="${bottom + 4}" text-anchor="end">0</text>`,
    `<text x="${left}" y="${bottom + 16}">${from}</text>`,
    `<text x="${left + width}" y="${bottom + 16}" text-anchor="end">${to}</text>`,
    `<polyline class="curve" points="${curve.join(" ")}"/>`,
    `<circle class="dot" r="4" cx="${x(value)}" cy="${y(pointsOf(normaliser, value))}"/>`,
  ].join("\n");
}

import { known } from "@cs/models";
import type { Report } from "../src/index.ts";

/** A report that says the same text in every place that has one. */
export function reportSaying(text: string): Report {
  const said = { title: text, description: text };
  return {
    title: text,
    subtitle: text,
    asOf: "2026-11-21",
    sections: [
      {
        title: text,
        blocks: [
          { kind: "paragraph", text },
          { kind: "list", items: [text] },
          { kind: "table", caption: text, columns: [{ label: text }], rows: [[text]] },
          { kind: "key-figures", figures: [{ label: text, value: text, note: text }] },
          {
            kind: "line-chart",
            ...said,
            x: { label: text },
            y: { label: text },
            series: [
              { name: text, points: [{ x: 1, y: known(1) }] },
              { name: text, points: [{ x: 2, y: known(2) }] },
            ],
            references: [{ label: text, value: 1 }],
          },
          {
            kind: "bar-chart",
            layout: "grouped",
            ...said,
            categories: { label: text, names: [text] },
            value: { label: text },
            series: [
              { name: text, values: [{ value: null, reason: text }] },
              { name: text, values: [known(1)] },
            ],
          },
          {
            kind: "scatter-chart",
            ...said,
            x: { label: text },
            y: { label: text },
            series: [{ name: text, points: [{ x: 1, y: 1, name: text }] }],
            diagonal: text,
          },
        ],
      },
    ],
  };
}

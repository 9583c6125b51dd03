import { known, unknown } from "@cs/models";
import { describe, expect, it } from "vitest";
import { escapeMarkdown, escapeMarkdownLine } from "./escape-markdown.ts";
import { renderMarkdown } from "./render-markdown.ts";

it("renders a report", () => {
  const markdown = renderMarkdown({
    title: "Health of Marble",
    subtitle: "Last quarter",
    asOf: "2026-11-21",
    sections: [
      {
        title: "At a glance",
        blocks: [
          {
            kind: "key-figures",
            figures: [
              { label: "Score", value: known(72.43), note: "good" },
              { label: "NPS", value: unknown("Nobody was asked.") },
            ],
          },
          { kind: "paragraph", text: "It grows." },
          { kind: "list", items: ["Seats", "Usage"] },
          {
            kind: "table",
            caption: "Contracts",
            columns: [{ label: "Name" }, { label: "ARR", format: { currency: "USD" } }],
            rows: [["Main | side", known(1842800)]],
          },
          {
            kind: "bar-chart",
            layout: "grouped",
            title: "Usage",
            description: "Logins by month.",
            categories: { label: "Month", names: ["October"] },
            value: { label: "Logins" },
            series: [{ name: "Logins", values: [known(12)] }],
          },
        ],
      },
    ],
  });
  expect(markdown).toBe(`# Health of Marble

Last quarter

As of 2026-11-21

## At a glance

- **Score**: 72.4 (good)
- **NPS**: Nobody was asked.

It grows.

- Seats
- Usage

**Contracts**

| Name | ARR |
| --- | ---: |
| Main \\| side | USD 18,428 |

**Usage**

| Month | Logins |
| --- | ---: |
| October | 12 |

Logins by month.
`);
});

describe("a text", () => {
  it.each([
    ["<b>bold</b> & more", "&lt;b&gt;bold&lt;/b&gt; &amp; more"],
    ["![x](http://evil.example)", "!\\[x\\](http\\://evil.example)"],
    ["*a* _b_ ~c~ `d` $e$", "\\*a\\* \\_b\\_ \\~c\\~ \\`d\\` \\$e\\$"],
    ["see www.evil.example or me@evil.example", "see www\\.evil.example or me\\@evil.example"],
    ["one\ntwo\u202Ethree", "one twothree"],
    ["-12.4 points, 38.5 %", "-12.4 points, 38.5 %"],
  ])("%j is written as %j", (text, written) => {
    expect(escapeMarkdown(text)).toBe(written);
  });

  it.each([
    ["# no heading", "\\# no heading"],
    ["- no item", "\\- no item"],
    ["1. no item", "1\\. no item"],
    ["1.5 points", "1.5 points"],
    ["---", "\\---"],
  ])("%j at the beginning of a line is written as %j", (text, written) => {
    expect(escapeMarkdownLine(text)).toBe(written);
  });
});

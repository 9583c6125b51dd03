import { known, unknown } from "@cs/models";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reportSaying } from "../../test/hostile-report.ts";
import type { Report } from "../index.ts";
import { renderCsv } from "./render-csv.ts";

const report: Report = {
  title: "Health",
  asOf: "2026-11-21",
  sections: [
    {
      title: "Contracts, all",
      blocks: [
        {
          kind: "table",
          caption: "Contracts",
          columns: [{ label: "Name" }, { label: "ARR", format: { currency: "USD" } }, { label: "Change" }],
          rows: [
            ['Marble "the" Publisher', known(1842850), known(-4.125)],
            ["Golden", unknown("no price"), known(0.1)],
          ],
        },
        { kind: "key-figures", figures: [{ label: "Coverage", value: known(0.385), format: { percent: true } }] },
      ],
    },
  ],
};

it("renders a report, numbers unrounded and money in decimals", () => {
  expect(renderCsv(report).split("\r\n")).toEqual([
    "Health",
    "As of,2026-11-21",
    "",
    '"Contracts, all"',
    "Contracts",
    "Name,ARR (USD),Change",
    '"Marble ""the"" Publisher",18428.5,-4.125',
    "Golden,no price,0.1",
    "",
    "Coverage,0.385,",
    "",
  ]);
});

describe("a text", () => {
  const cellsOf = (text: string): string[] => parse(renderCsv(reportSaying(text)), { relax_column_count: true }).flat();

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "  =1+1", "\u200B=1+1", "＝1+1", '=cmd|"/c calc"!A1'])(
    "%j is no formula",
    (text) => {
      for (const cell of cellsOf(text)) expect(cell).not.toMatch(/^[\s=+\-@＝]/);
    },
  );

  it("of any kind comes back whole, and never as a formula", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z=+@,;"'\n -]{1,20}$/), (text) => {
        for (const cell of cellsOf(text)) expect(cell).not.toMatch(/^[\s=+\-@]/);
        const shown = text.replaceAll(/\n+/g, " ").trim();
        expect(cellsOf(text)[0]).toBe(/^[=+\-@]/.test(shown) ? `'${shown}` : shown);
      }),
    );
  });
});

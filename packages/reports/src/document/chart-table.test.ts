import { known, unknown } from "@cs/models";
import { expect, it } from "vitest";
import { chartTable } from "./chart-table.ts";

const said = { title: "Title", description: "Description." };

it("tells lines by their places, those with a band with its ends", () => {
  const { caption, columns, rows } = chartTable({
    kind: "line-chart",
    ...said,
    x: { label: "Month" },
    y: { label: "Share", format: { percent: true } },
    series: [
      { name: "Forecast", points: [{ x: 2, y: known(0.5), band: { low: 0.4, high: 0.6 } }] },
      {
        name: "Observed",
        points: [
          { x: 1, y: known(0.9) },
          { x: 2, y: unknown("not over yet") },
        ],
      },
    ],
  });
  expect(caption).toBe("Title");
  expect(columns.map(({ label }) => label)).toEqual([
    "Month",
    "Forecast",
    "Forecast, low",
    "Forecast, high",
    "Observed",
  ]);
  expect(rows).toEqual([
    [known(1), unknown("no value"), unknown("no band"), unknown("no band"), known(0.9)],
    [known(2), known(0.5), known(0.4), known(0.6), unknown("not over yet")],
  ]);
});

it("tells bars by their categories", () => {
  const { columns, rows } = chartTable({
    kind: "bar-chart",
    layout: "stacked",
    ...said,
    categories: { label: "Band", names: ["good", "critical"] },
    value: { label: "ARR", format: { currency: "EUR" } },
    series: [
      { name: "Then", values: [known(1), known(2)] },
      { name: "Now", values: [known(3)] },
    ],
  });
  expect(columns).toEqual([
    { label: "Band" },
    { label: "Then", format: { currency: "EUR" } },
    { label: "Now", format: { currency: "EUR" } },
  ]);
  expect(rows).toEqual([
    ["good", known(1), known(3)],
    ["critical", known(2), unknown("no value")],
  ]);
});

it("tells points one by one", () => {
  const { columns, rows } = chartTable({
    kind: "scatter-chart",
    ...said,
    x: { label: "Forecast" },
    y: { label: "Observed" },
    series: [
      {
        name: "Model",
        points: [
          { x: 0.1, y: 0.2, name: "first decile" },
          { x: 0.3, y: 0.4 },
        ],
      },
    ],
  });
  expect(columns.map(({ label }) => label)).toEqual(["Series", "Point", "Forecast", "Observed"]);
  expect(rows).toEqual([
    ["Model", "first decile", known(0.1), known(0.2)],
    ["Model", "2", known(0.3), known(0.4)],
  ]);
});

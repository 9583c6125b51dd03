import { known, unknown } from "@cs/models";
import { describe, expect, it } from "vitest";
import type { BarChart, LineChart, ScatterChart } from "../document/chart.ts";
import { drawChart } from "./draw-chart.ts";

const said = { title: "Title", description: "Description." };
const hundred = { label: "Score", domain: [0, 100] } as const;

/** The values of an attribute of all elements of a name and class, in order. */
function attributes(svg: string, element: string, name: string): string[] {
  return [...svg.matchAll(new RegExp(`<${element}[^>]* ${name}="([^"]*)"`, "g"))].map(([, value = ""]) => value);
}

describe("lines", () => {
  const chart: LineChart = {
    kind: "line-chart",
    ...said,
    x: { label: "Day" },
    y: hundred,
    series: [
      {
        name: "Score",
        points: [
          { x: "2026-01-01", y: known(0) },
          { x: "2026-01-06", y: known(100) },
          { x: "2026-01-11", y: known(50) },
        ],
      },
    ],
    references: [{ label: "good from 75", value: 75 }],
  };

  it("run from the first to the last day, between the ends of the axis", () => {
    // 34 px for "100" on the left, 27 px for "50" on the right of 720; 28 px above and 46 px below of 300.
    const svg = drawChart(chart, "c").text;
    expect(svg).toContain('class="line" d="M34,254L363.5,28L693,141"');
    expect(svg).toContain('class="reference" x1="34" x2="693" y1="84.5" y2="84.5"');
    expect(svg).toContain('<text class="label halo" x="701" y="145">50</text>');
    expect(attributes(svg, "circle", "cx")).toEqual(["34", "363.5", "693"]);
    expect(svg).not.toContain("legend");
  });

  it("break where a value is unknown, and mark one that stands alone", () => {
    const points = Array.from({ length: 45 }, (_, x) => ({ x, y: x % 44 === 0 ? known(50) : unknown("gap") }));
    const svg = drawChart({ ...chart, series: [{ name: "Score", points }] }, "c").text;
    expect(attributes(svg, "path", "d").at(-1)).toBe("M34,141ZM693,141Z");
    expect(attributes(svg, "circle", "cx")).toEqual(["34", "693"]);
  });

  it("carry a band, and all its height is on the axis", () => {
    const point = (x: number) => ({ x, y: known(10), band: { low: 0, high: 20 } });
    const y = { label: "Value" };
    const svg = drawChart(
      { ...chart, references: [], y, series: [{ name: "A", points: [point(0), point(1)] }] },
      "c",
    ).text;
    // "20" takes 27 px on either side; the axis goes from 0 at 254 to 20 at 28.
    expect(svg).toContain('class="band" d="M27,28L693,28L693,254L27,254Z"');
  });

  it("have names in a legend and at their ends, one below the other", () => {
    const series = ["One", "Two"].map((name) => ({
      name,
      points: [
        { x: 0, y: known(50) },
        { x: 9, y: known(50) },
      ],
    }));
    const svg = drawChart({ ...chart, series }, "c").text;
    expect(svg).toMatch(/<li class="series-0">.*One<\/li><li class="series-1">.*Two<\/li>/s);
    const [first = 0, second = 0] = attributes(svg, 'text class="label halo"', "y").map(Number);
    expect(second - first).toBe(15);
  });
});

describe("bars", () => {
  const chart: BarChart = {
    kind: "bar-chart",
    layout: "grouped",
    ...said,
    categories: { label: "Letter", names: ["A", "B"] },
    value: hundred,
    series: [{ name: "Score", values: [known(50), unknown("nothing known")] }],
  };

  it("begin at zero, one row per category, with their value at the end or the reason why there is none", () => {
    // 20 px for "A" on the left, 12 + 23 px for "50" on the right of 720: 100 is 665 px. Rows of 18 px, gaps of 12 px.
    const svg = drawChart(chart, "c").text;
    expect(svg).toContain('<rect class="bar" x="20" y="15" width="332.5" height="16"/>');
    expect(svg).toContain('<text class="label" x="358.5" y="27">50</text>');
    expect(svg).toContain('<text class="tick" x="26" y="57">nothing known</text>');
    expect(attributes(svg, "rect", "x")).toHaveLength(1);
  });

  it("below zero go to the left", () => {
    const value = { label: "Points", domain: [-10, 10] } as const;
    const series = [{ name: "Points", values: [known(-5), known(5)] }];
    const svg = drawChart({ ...chart, value, series }, "c").text;
    const [left = 0, right = 0] = attributes(svg, "rect", "x").map(Number);
    const [width = 0, same = 0] = attributes(svg, "rect", "width").map(Number);
    expect(left + width).toBe(right);
    expect(width).toBe(same);
    expect(svg).toContain(`<text class="label end" x="${left - 6}" y="27">-5</text>`);
  });

  it("end to end add up, in the order of the series, losses on the other side", () => {
    const series = [
      { name: "First", values: [known(20), known(1)] },
      { name: "Second", tone: "critical" as const, values: [known(60), known(-2)] },
    ];
    const svg = drawChart({ ...chart, layout: "stacked", series }, "c").text;
    const starts = attributes(svg, "rect", "x").map(Number);
    const widths = attributes(svg, "rect", "width").map(Number);
    expect(starts[1]).toBeCloseTo((starts[0] ?? 0) + (widths[0] ?? 0), 1);
    expect((widths[1] ?? 0) / (widths[0] ?? 1)).toBeCloseTo(3, 2);
    expect((starts[3] ?? 0) + (widths[3] ?? 0)).toBeCloseTo(starts[2] ?? 0, 1);
    expect(svg).toContain(">80</text>");
    expect(svg).toContain('<g class="critical">');
  });
});

describe("points", () => {
  const chart: ScatterChart = {
    kind: "scatter-chart",
    ...said,
    x: { label: "Forecast", domain: [0, 1] },
    y: { label: "Observed", domain: [0, 1] },
    series: [{ name: "Model", points: [{ x: 0.5, y: 0.25, name: "decile 5" }] }],
    diagonal: "calibrated",
  };

  it("stand at their values, beside the diagonal", () => {
    // 34 px for "0.2" on the left and 16 px on the right of 480: 1 is 430 px. 28 px above, 46 px below: 1 is 406 px.
    const svg = drawChart(chart, "c").text;
    expect(svg).toContain('transform="translate(249,332.5)"');
    expect(svg).toContain('<line class="reference" x1="34" y1="434" x2="464" y2="28"/>');
    expect(svg).toContain(">decile 5</text>");
  });

  it("share one domain under a diagonal, of both values", () => {
    const series = [
      {
        name: "Model",
        points: [
          { x: 0, y: 0 },
          { x: 2, y: 10 },
        ],
      },
    ];
    const svg = drawChart({ ...chart, x: { label: "x" }, y: { label: "y" }, series }, "c").text;
    const [, far = ""] = attributes(svg, "path", "transform");
    const [x = 0] = /[\d.]+/.exec(far)?.map(Number) ?? [];
    expect(x).toBeCloseTo(27 + (464 - 27) / 5, 1);
  });
});

it("nothing known is said in words", () => {
  const series = [{ name: "Score", points: [{ x: 0, y: unknown("none") }] }];
  const chart: LineChart = { kind: "line-chart", ...said, x: { label: "x" }, y: { label: "y" }, series };
  expect(drawChart(chart, "c").text).toBe('<p class="missing">No value is known.</p>');
});

import { type Block, renderHtml } from "@cs/reports";
import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { backtestChurn, backtestReport, backtestVerdict, type ChurnBacktest, driftVerdict } from "../src/index.ts";
import { makeWorld, worldAsOf } from "./churn-fixtures.ts";

const store = useTestStore({ asOf: worldAsOf });
let found: ChurnBacktest;

beforeAll(async () => {
  await makeWorld(store, { accounts: 380, months: 18 });
  const { persistence, tenantId } = store;
  const request = {
    persistence,
    tenantId,
    asOf: worldAsOf,
    kind: "logistic",
    leadMonths: [1, 12],
    rounds: 30,
  } as const;
  found = await backtestChurn({ ...request, author: "tester" });
}, 300_000);

const blocksOf = <Kind extends Block["kind"]>(kind: Kind): Extract<Block, { kind: Kind }>[] =>
  backtestReport(found)
    .sections.flatMap(({ blocks }) => blocks)
    .filter((block): block is Extract<Block, { kind: Kind }> => block.kind === kind);

describe("the report of a back-test", () => {
  it("says in words what was found, what could not be measured, and which baseline is as good", () => {
    const verdict = backtestVerdict(found.leads);
    const { auc } = found.leads[0]?.scorers.find(({ name }) => name === "churn model") ?? {};
    const area = [auc?.value, auc?.low, auc?.high].map((each) => each?.toFixed(2));
    expect(verdict[0]).toContain(
      `1 month ahead: the churn model knows more than chance (AUC ${area[0]}, ${area[1]} to ${area[2]})`,
    );
    // Use alone shows the trouble in this world, so a model of many measures can hardly be better.
    expect(verdict[0]).toContain("but is not clearly better: the best baseline");
    expect(verdict.at(-1)).toContain("12 months ahead: nothing could be measured, as the history is too short");
  });

  it("shows every scorer with the figures and intervals that were measured", () => {
    const [table] = blocksOf("table");
    const expected = found.leads.flatMap(({ leadMonths, scorers }) =>
      scorers.map(({ name, auc }) => [leadMonths, name, auc?.value ?? null, auc ? auc.low.toFixed(2) : ""]),
    );
    const numberIn = (cell: unknown) => (cell as { value: number | null }).value;
    const shown = table?.rows.map((row) => [numberIn(row[0]), row[1], numberIn(row[3]), String(row[4]).split("-")[0]]);
    expect(shown).toEqual(expected);
    expect(expected).toHaveLength(10);
  });

  it("draws AUC by lead, lift and reliability, where there is something to draw", () => {
    const [areas] = blocksOf("line-chart");
    expect(areas?.series.map(({ points }) => points.map(({ y }) => y.value !== null))).toEqual(
      Array.from({ length: 5 }, () => [true, false]),
    );
    expect(blocksOf("bar-chart")[0]?.categories.names).toHaveLength(5);
    const [reliability] = blocksOf("scatter-chart");
    const told = found.evaluations.flatMap(({ scorers: [model] }) => (model?.probability ? [model.probability] : []));
    expect(told.length).toBeGreaterThan(0);
    expect(reliability?.series.map(({ points }) => points)).toEqual(
      told.map(({ reliability: bins }) => bins.map(({ forecast, observed }) => ({ x: forecast, y: observed }))),
    );
  });

  it("says how far measures have moved in a year, beside what chance makes of it", () => {
    const { drift } = found;
    expect(drift).toMatchObject({ from: "2023-06-01", to: "2024-06-01" });
    const [table] = blocksOf("table").filter(({ caption }) => caption.startsWith("Population stability index"));
    expect(table?.rows.map((row) => row[1])).toEqual(drift?.features.map((each) => each.drift));
    // Who is in trouble leaves, and shows it by little use: those who are left use it more.
    const moved = drift?.features.filter(({ drift }) => drift !== "none").map(({ feature }) => feature);
    expect(moved).toContain("active_days_28");
    expect(driftVerdict(drift ?? expect.fail("there are two days"))).toContainEqual(
      expect.stringContaining("Active days in 28"),
    );
  });

  it("is one page of HTML without a script and without holes", () => {
    const html = renderHtml(backtestReport(found));
    expect(html).toContain("Whether its probabilities are true");
    expect(html).not.toMatch(/<script|NaN|undefined|Infinity/);
  });
});

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { portfolioFacts } from "@cs/portfolio";
import { loadFacts } from "@cs/services";
import { databaseVariables, until, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, describe, expect, it, vi } from "vitest";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const asOf = "2024-06-30";
const bench = useWorkbench();
const store = useTestStore({ asOf });
const env = () => ({ ...databaseVariables(store.urls), CS_AS_OF: asOf });
const cs = (...args: string[]) => bench.run("cs", ["backtest", ...args], env());
const jobs = async (...args: string[]) => (await bench.run("cs", ["jobs", ...args], env())).stdout;

beforeAll(async () => {
  const facts = portfolioFacts({ accounts: 60, seed: 3, historyDays: 400, asOf });
  await loadFacts({ persistence: store.persistence, tenantId: store.tenantId, source: "demo", facts, asOf });
});

describe("cs backtest", () => {
  it("says how well churn would have been known, stores the models and names them", async () => {
    const html = join(await bench.folder(), "report.html");
    const { code, stdout, stderr } = await cs("--lead", "1,3", "--from", "2023-07-01", "--html", html);
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining("Tested 2 lead times") });
    for (const name of ["churn model", "health score", "equal weights", "days of use", "days since last use"]) {
      expect(stdout).toMatch(new RegExp(`1 mo +${name}`));
      expect(stdout).toMatch(new RegExp(`3 mo +${name}`));
    }
    expect(stdout).toContain("1 month ahead: too few to tell whether the churn model knows anything");
    expect(stdout).toMatch(/within 6 mo: \d+ accounts, \d+ left; no probability: .* of 100 known outcomes/);
    const [model] = await store.query<{ id: string; first: string }>(
      "SELECT model_id AS id, first_day::text AS first FROM cs.churn_models",
    );
    expect(stdout).toContain(`Stored as ${model?.id}`);
    expect(model?.first).toBe("2023-07-01");
    expect(stdout).toMatch(/moved .*between 2023-07-01 and 2024-06-01/);
    const report = await readFile(html, "utf8");
    expect(report).toContain("AUC by lead time");
    expect(report).toContain("1 month ahead: too few to tell whether the health score knows anything");
    expect(report).not.toMatch(/NaN|undefined|Infinity|<script/);
    const answer = await store.run("identify_churn_risk", { limit: 1 });
    expect(answer).toMatchObject({ rankedBy: "health", model: { modelId: model?.id, signal: "unknown" } });
  });

  it("prints everything as JSON, and trains trees when asked to", async () => {
    const { code, stdout, stderr } = await cs(
      "--lead",
      "2",
      "--model",
      "gradient_boosting",
      "--from",
      "2024-01-01",
      "--json",
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { stored, leads } = JSON.parse(stdout);
    expect(stored).toMatchObject({ kind: "gradient_boosting", firstDay: "2024-01-01", lastDay: "2024-06-01" });
    expect(leads).toMatchObject([{ leadMonths: 2, scorers: { length: 5 } }]);
  });

  it("is seen among the jobs as long as it runs, and as interrupted when it is killed", async () => {
    const running = bench.start("cs", ["backtest"], env());
    const begun = "SELECT 1 FROM cs.backtest_runs WHERE ended_at IS NULL AND total > 0";
    await until(async () => (await store.query(begun)).length === 1);
    // It stays where it is while the list is printed.
    process.kill(running.pid, "SIGSTOP");
    // How far it has come decides whether its row takes one line or two.
    const unwrapped = async () => (await jobs()).replace(/\s+/g, " ");
    const newest = async () => JSON.parse(await jobs("--json")).backtests[0];
    expect(await newest()).toMatchObject({ state: "running", author: "cs backtest", endedAt: null });
    expect(await unwrapped()).toMatch(/backtest active 1 .*cs backtest: (read|tested and trained) \d+ of \d+/);
    process.kill(running.pid, "SIGKILL");
    await running.ended;
    await until(async () => (await newest()).state === "interrupted");
    expect(await newest()).toMatchObject({ endedAt: null, modelId: null, failure: null });
    expect(await unwrapped()).toMatch(/backtest interrupted .*, then its process ended/);
  });

  it("stays among the jobs with what it stored, or why it failed", async () => {
    const { code } = await cs("--lead", "1", "--from", "2024-01-01");
    expect(code).toBe(0);
    const [model] = await store.query<{ id: string }>(
      "SELECT model_id AS id FROM cs.churn_models ORDER BY created_at DESC LIMIT 1",
    );
    expect((await cs("--from", "2024-06-02")).code).not.toBe(0);
    const shown = (await jobs()).split("\n").filter((line) => line.startsWith("backtest"));
    expect(shown[0]).toMatch(/failed .*cs backtest: .*There is no first of a month/);
    expect(shown[1]).toMatch(new RegExp(`completed .*cs backtest: stored as ${model?.id}`));
  });

  it.each([
    [["--lead", "soon"], "Give months from 0 to 24"],
    [["--model", "oracle"], "Allowed choices are logistic, gradient_boosting"],
    [["--from", "2024-06-02"], "There is no first of a month"],
    [["--html", "/nowhere/at/all.html"], "Nothing can be written to /nowhere/at/all.html"],
    [["--tenant", "nobody"], "This tenant does not exist"],
  ])("refuses %j", async (args, said) => {
    const { code, stderr } = await cs(...args);
    expect(code).not.toBe(0);
    expect(stderr).toContain(said);
  });
});

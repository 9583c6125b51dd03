import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDays } from "@cs/models";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const folder = join(import.meta.dirname, "..", "examples", "backtest");
let own: string;

beforeAll(() => {
  own = mkdtempSync(join(tmpdir(), "cs-backtest-"));
  cpSync(join(folder, "data"), own, { recursive: true });
});
afterAll(() => rmSync(own, { recursive: true, force: true }));

const run = (...options: string[]) =>
  spawnSync(process.execPath, ["--conditions=@cs/source", "main.ts", ...options], { cwd: folder, encoding: "utf8" });

describe("the example of a back-test", () => {
  it("finds what is in its accounts, and writes it as JSON", () => {
    const out = join(own, "report.json");
    const { status, stdout } = run("--out", out);
    expect(stdout.match(/^yes/gm)).toHaveLength(5);
    expect(stdout).toMatch(/^1 mo +logistic model .* found/m);
    expect(stdout).toMatch(/^3 mo +moon phase .* none/m);
    expect(status).toBe(0);
    const { reports } = JSON.parse(readFileSync(out, "utf8"));
    expect(reports.map(({ leadMonths }: { leadMonths: number }) => leadMonths)).toEqual([1, 3]);
  }, 120_000);

  it("ends with 1 when a measure knows what is yet to come", () => {
    const lines = (file: string) => readFileSync(join(own, file), "utf8").trim().split("\n");
    const decidedOn = new Map(lines("decisions.csv").map((line) => line.split(",") as [string, string]));
    const [head, ...rows] = lines("account-months.csv");
    const leaky = rows.map((row) => {
      const [account = "", day = ""] = row.split(",");
      const decided = decidedOn.get(account);
      // As the status of a contract that is read today and not as it was on the day.
      return `${row},${decided !== undefined && decided <= addDays(day, 121) ? 1 : 0}`;
    });
    writeFileSync(join(own, "account-months.csv"), [`${head},cancelled`, ...leaky, ""].join("\n"));
    const { status, stdout } = run("--folder", own);
    expect(stdout).toMatch(/^NO +no measure knows too much/m);
    expect(status).toBe(1);
  }, 120_000);
});

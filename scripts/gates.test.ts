import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

let data: string;

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "cs-gates-"));
});
afterEach(() => rm(data, { recursive: true, force: true }));

function gates(...names: string[]) {
  const file = join(import.meta.dirname, "gates.ts");
  const environment = { ...process.env, CS_TEST_DATA_DIR: data };
  return spawnSync(process.execPath, ["--conditions=@cs/source", file, ...names], {
    encoding: "utf8",
    env: environment,
  });
}

async function putCohorts(lastOfRegular: number): Promise<void> {
  // The published cohorts of Fader and Hardie 2007, except for the last year of the first one.
  const regular = [1000, 631, 468, 382, 326, 289, 262, lastOfRegular];
  const highEnd = [1000, 869, 743, 653, 593, 551, 517, 491];
  const lines = regular.map((survivors, year) => `${year},${survivors},${highEnd[year]}`);
  await mkdir(join(data, "sbg-retention"));
  await writeFile(join(data, "sbg-retention", "years-0-7.csv"), ["year,regular,high_end", ...lines, ""].join("\n"));
}

it("names and skips data that are not there", () => {
  const folders = ["telco-churn", "mlc-churn", "cdnow", "sbg-retention", "mann-kendall", "ravenstack"];
  const { status, stdout } = gates(...folders);
  expect(status).toBe(0);
  for (const folder of folders) {
    expect(stdout).toContain(`${folder}: skipped, there is no folder`);
  }
});

it("passes on the published figures", async () => {
  await putCohorts(241);
  const { status, stdout } = gates("sbg-retention");
  expect([status, stdout.match(/\| yes$/gm)?.length]).toEqual([0, 6]);
});

it("ends with 1 when a gate is missed", async () => {
  await putCohorts(200);
  const { status, stdout } = gates("sbg-retention");
  expect(status).toBe(1);
  expect(stdout).toMatch(/^sBG alpha, regular .*\| NO$/m);
});

it("knows its own names", () => {
  expect(gates("oracle")).toMatchObject({ status: 2, stderr: expect.stringContaining("There are no gates oracle") });
});

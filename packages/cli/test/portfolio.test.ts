import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { until, useWorkbench } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";

const bench = useWorkbench();

const size = ["--accounts", "12", "--seed", "5", "--as-of", "2025-06-30", "--history-days", "60"];
const cs = (...args: string[]) => bench.run("cs", ["portfolio", ...args], {});
let home: string;
let whole: string;
let truth: string;

beforeAll(async () => {
  home = await bench.folder();
  [whole, truth] = [join(home, "whole"), join(home, "truth.ndjson")];
  const { code, stderr } = await cs(...size, "--out", whole, "--truth", truth);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "• Wrote 12 accounts\n" });
});

/** Rows without their header. */
async function rowsOf(folder: string, file: string): Promise<string> {
  const text = await readFile(join(folder, file), "utf8");
  return text.slice(text.indexOf("\n") + 1);
}

describe("cs portfolio", () => {
  it("prints what it wrote and how to import it", async () => {
    const { code, stdout } = await cs(...size, "--out", join(home, "again"));
    expect(code).toBe(0);
    expect(stdout).toContain("12 accounts, seed 5, 60 days up to 2025-06-30\n");
    expect(stdout).toMatch(/^ {2}customers\.csv +12 rows$/m);
    expect(stdout).toContain(`cs import ${join(home, "again")} --mapping ${join(home, "again", "mapping.json")}`);
    expect(stdout).not.toMatch(/truth/);
  });

  it("prints the same as one JSON document, with the counts of the rows that are there", async () => {
    const out = join(home, "json");
    const { stdout, stderr } = await cs(...size, "--out", out, "--json");
    const report = JSON.parse(stdout) as { rows: Record<string, number> };
    expect(stderr).toBe("");
    expect(report).toMatchObject({ accounts: 12, seed: 5, range: { from: 0, count: 12 }, folder: out, truth: null });
    for (const [kind, count] of Object.entries(report.rows)) {
      const file = `${kind.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.csv`;
      expect([kind, (await rowsOf(out, file)).split("\n").length - 1]).toEqual([kind, count]);
    }
  });

  it("writes shards, in any order, that are the whole when put together", async () => {
    const folders = ["last", "first", "middle"].map((name) => join(home, name));
    const [last = "", first = "", middle = ""] = folders;
    await cs(...size, "--out", last, "--from", "7", "--truth", `${last}.ndjson`);
    await cs(...size, "--out", first, "--count", "3", "--truth", `${first}.ndjson`);
    await cs(...size, "--out", middle, "--from", "3", "--count", "4", "--truth", `${middle}.ndjson`);
    for (const file of (await readdir(whole)).filter((name) => name.endsWith(".csv"))) {
      const shards = await Promise.all([first, middle, last].map((folder) => rowsOf(folder, file)));
      expect(shards.join("")).toBe(await rowsOf(whole, file));
    }
    const truths = await Promise.all([first, middle, last].map((folder) => readFile(`${folder}.ndjson`, "utf8")));
    expect(truths.join("")).toBe(await readFile(truth, "utf8"));
    expect(await readFile(join(first, "mapping.json"))).toEqual(await readFile(join(whole, "mapping.json")));
  });

  it("keeps the truth out of the folder", async () => {
    const lines = (await readFile(truth, "utf8")).trimEnd().split("\n");
    const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records).toHaveLength(12);
    const known = ["externalId", "decisionDate", "noticeDate", "effectiveDate"];
    const secrets = Object.keys(records[0] ?? {}).filter((field) => !known.includes(field));
    expect(secrets).toContain("weeklyHealth");
    for (const file of await readdir(whole)) {
      const text = await readFile(join(whole, file), "utf8");
      expect([file, ...secrets.filter((secret) => text.includes(secret))]).toEqual([file]);
    }
  });

  it("uses an empty folder that is there", async () => {
    const out = join(home, "empty");
    await mkdir(out);
    expect((await cs(...size, "--out", out)).code).toBe(0);
    expect(await readdir(out)).toEqual(await readdir(whole));
  });
});

const mistakes: [args: string[], says: RegExp][] = [
  [["--accounts", "1000001"], /accounts must be a whole number from 1 to 1000000/],
  [["--accounts", "1e3"], /Give a whole number/],
  [["--history-days", "29"], /historyDays must be a whole number from 30 to 3650/],
  [["--from", "13"], /from must be a whole number from 0 to 12/],
  [["--from", "12"], /No account is left to write\.\nCorrect --from and --count/],
  [["--from", "10", "--count", "3"], /count must be a whole number from 0 to 2/],
  [["--as-of", "2025-02-30"], /Give a day as YYYY-MM-DD/],
];

describe("cs portfolio leaves nothing behind", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("after %s", async (signal) => {
    const place = join(home, signal);
    await mkdir(place);
    const args = [
      "portfolio",
      "--accounts",
      "1000000",
      "--out",
      join(place, "out"),
      "--truth",
      join(place, "t.ndjson"),
    ];
    const program = bench.start("cs", args, {});
    await until(async () => (await readdir(place)).some((name) => name.startsWith("out.partial-")));
    program.child.kill(signal);
    expect(await program.ended).toEqual({ code: 130, signal: null });
    expect(program.stderr()).toContain("Stopped; nothing was written");
    expect(await readdir(place)).toEqual([]);
  });

  it.each(mistakes)("when it refuses %j", async (args, says) => {
    const place = await bench.folder();
    const { code, stdout, stderr } = await cs(...size, "--out", join(place, "out"), ...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/\bat .+:\d+:\d+|Unexpected/);
    expect(await readdir(place)).toEqual([]);
  });

  it("when the folder is not empty", async () => {
    const { code, stderr } = await cs(...size, "--out", whole);
    expect(code).toBe(1);
    expect(stderr).toMatch(/The folder .*whole is not empty\. \(--out\)\nName a folder that is new or empty\./);
    expect((await readdir(home)).filter((name) => name.startsWith("whole"))).toEqual(["whole"]);
  });
});

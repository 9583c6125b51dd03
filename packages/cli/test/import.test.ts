import { databaseVariables, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { type OwnFiles, writeOwnFiles } from "./own-files.ts";

const store = useTestStore();
const bench = useWorkbench();
let own: OwnFiles;

beforeAll(async () => {
  own = await writeOwnFiles(await bench.folder());
});

const cs = (...args: string[]) => bench.run("cs", args, databaseVariables(store.urls));

describe("cs import", () => {
  it("prints what became of every file and names each row that was not accepted", async () => {
    const { code, stdout, stderr } = await cs("import", own.folder, "--mapping", own.mapping);
    expect({ code, stdout }).toMatchInlineSnapshot(`
      {
        "code": 0,
        "stdout": "
      Imported from own
        customers.csv → customers: 3 rows, 2 new, 1 rejected
        subscriptions.csv → subscriptions: 3 rows, 2 new, 1 rejected
        usage.csv → usage: 31 rows, 30 new, 1 rejected

      Rejected rows
        customers.csv:4  planTier: "Gold" is not among the mapped values (Pro, Basic)
        subscriptions.csv:4  customer: customer A-9 is not known
        usage.csv:32  occurredAt: "2024-06-31" is not a time as 2024-12-31 or 2024-12-31T09:30:00Z
      ",
      }
    `);
    expect(stderr).toMatch(/^• Read \d+ rows of .* in \d+\.\d s\n$/);
  });

  it("run again writes nothing twice", async () => {
    const { code, stdout } = await cs("import", own.folder, "--mapping", own.mapping, "--json");
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as { files: { inserted: number; updated: number; unchanged: number }[] };
    expect(report.files.map(({ inserted, updated, unchanged }) => ({ inserted, updated, unchanged }))).toEqual([
      { inserted: 0, updated: 0, unchanged: 2 },
      { inserted: 0, updated: 0, unchanged: 2 },
      { inserted: 0, updated: 0, unchanged: 30 },
    ]);
    expect(await store.run("list_clients")).toMatchObject({ total: 2 });
  });
});

describe("cs start after an import", () => {
  it("prints the tables, without colours where nobody sees them", async () => {
    const { code, stdout } = await cs("start", "--once", "--as-of", "2024-06-30");
    expect(code).toBe(0);
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toMatchInlineSnapshot(`
      "
      2 accounts on 2024-06-30
        insufficient data      2  EUR 3,600 + USD 12,000

      Most at risk
      No account scores below 70.

      Too little data for a score
      Account                  ARR  What is missing
      Acme Inc          USD 12,000  Features used in 90 days: usage data starts 2024-06-01, the 90 days are not covered; Seat
                                    use: usage does not name users; Tickets per 100 seats in 90 days: no support tickets are
                                    connected
      Birch, Sons & Co   EUR 3,600  Active days in 28: no use was ever recorded; Features used in 90 days: usage data starts
                                    2024-06-01, the 90 days are not covered; Seat use: usage does not name users
      "
    `);
  });

  it("prints the same as one JSON document with --json, and nothing else anywhere", async () => {
    const { code, stdout, stderr } = await cs("start", "--once", "--json", "--as-of", "2024-06-30");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({ demo: false, import: null, asOf: "2024-06-30", accounts: 2 });
  });
});

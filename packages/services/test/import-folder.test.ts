import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestStore, type OwnedTestStore } from "@cs/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { importFolder, type Mapping, parseMapping } from "../src/index.ts";
import { factRows } from "./fixtures.ts";

let store: OwnedTestStore;
let folder: string;
beforeEach(async () => {
  store = await createTestStore();
  folder = await mkdtemp(join(tmpdir(), "cs-import-"));
});
afterEach(async () => {
  await store.dispose();
  await rm(folder, { recursive: true });
});

const mapping = parseMapping({
  source: "crm",
  files: [
    {
      file: "usage.csv",
      kind: "usage",
      onlyWhen: "feature",
      fields: { externalId: "id", subscription: "line", feature: "feature", occurredAt: "at", quantity: "n" },
    },
    {
      file: "lines.csv",
      kind: "subscriptions",
      fields: {
        externalId: "id",
        customer: "customer",
        product: { constant: "Core" },
        startDate: "start",
        arr: "arr",
        currency: { constant: "EUR" },
      },
    },
    {
      file: "customers.csv",
      kind: "customers",
      fields: { externalId: "id", clientName: "name", customerSince: "since" },
    },
  ],
});
const good = {
  "customers.csv": "id,name,since\nA-1,Acme,2024-01-01\nA-2,Bolt,2024-02-01\n",
  "lines.csv": "id,customer,start,arr\nS-1,A-1,2024-01-01,1200.50\n",
  "usage.csv": "id,line,feature,at,n\nU-1,S-1,login,2024-03-01,2\nU-2,S-1,login,2024-03-05,\n",
};
async function put(files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}
const run = (part: { mapping?: Mapping; asOf?: string } = {}) =>
  importFolder({ persistence: store.persistence, tenantId: store.tenantId, folder, mapping, ...part });
const countOf = async (table: string) => (await store.query(`SELECT 1 FROM cs.${table}`)).length;

describe("importing a folder", () => {
  it("writes accounts first whatever the order of the mapping, and counts every row", async () => {
    await put(good);
    const counted = { updated: 0, unchanged: 0, rejected: 0, skipped: 0 };
    expect(await run()).toEqual({
      source: "crm",
      files: [
        { file: "customers.csv", kind: "customers", rows: 2, inserted: 2, ...counted },
        { file: "lines.csv", kind: "subscriptions", rows: 1, inserted: 1, ...counted },
        { file: "usage.csv", kind: "usage", rows: 2, inserted: 2, ...counted },
      ],
      rejected: [],
      rejectedUnlisted: 0,
      warnings: [],
      lastDay: "2024-03-05",
    });
    const rows = await store.query("SELECT external_id, arr, currency FROM cs.subscriptions");
    expect(rows).toEqual([{ external_id: "S-1", arr: "120050", currency: "EUR" }]);
  });

  it("covers each kind from its first day to the last day of the delivery", async () => {
    await put(good);
    await run();
    const coverage =
      "SELECT kind, covers_from::text AS from, covers_to::text AS to FROM cs.data_coverage ORDER BY kind";
    expect(await store.query(coverage)).toEqual([
      { kind: "customers", from: "2024-01-01", to: "2024-03-05" },
      { kind: "subscriptions", from: "2024-01-01", to: "2024-03-05" },
      { kind: "usage", from: "2024-03-01", to: "2024-03-05" },
    ]);
    await run({ asOf: "2024-04-30" });
    expect(await store.query("SELECT DISTINCT covers_to::text AS to FROM cs.data_coverage")).toEqual([
      { to: "2024-04-30" },
    ]);
  });

  it("covers a kind whose file is empty, and not one whose rows were all rejected", async () => {
    await put({
      ...good,
      "lines.csv": "id,customer,start,arr\n",
      "usage.csv": "id,line,feature,at,n\nU-1,S-9,login,soon,2\n",
    });
    const { warnings } = await run();
    const covered = await store.query<{ kind: string }>("SELECT kind FROM cs.data_coverage ORDER BY kind");
    expect(covered.map(({ kind }) => kind)).toEqual(["customers", "subscriptions"]);
    expect(warnings).toEqual([
      {
        file: "usage.csv",
        reason: "every row was rejected, so the file does not count as a delivery of usage",
        count: 1,
        firstLine: 1,
      },
    ]);
  });

  it("covers a kind whose rows onlyWhen leaves out", async () => {
    await put({ ...good, "usage.csv": "id,line,feature,at,n\nU-1,S-1,,2024-03-01,2\n" });
    await run();
    expect(await store.query("SELECT 1 FROM cs.data_coverage WHERE kind = 'usage'")).toHaveLength(1);
  });

  it("again finds everything unchanged and changes no row", async () => {
    await put(good);
    await run();
    const before = await factRows(store);
    const again = await run();
    for (const { rows, unchanged } of again.files) expect(unchanged).toBe(rows);
    expect(await factRows(store)).toEqual(before);
  });

  it("says of each bad row its line, its field and the reason, and writes nothing for it", async () => {
    await put({
      "customers.csv": "id,name,since\nA-1,Acme,2024-01-01\nA-2,,\nA-3,Cole,2024-02-30\nA-1,Acme again,\nA-4\n",
      "lines.csv": 'id,customer,start,arr\nS-1,A-1,2024-02-01,10\nS-2,A-9,2024-01-01,10\nS-3,A-1,2024-01-01,"1,5"\n',
      "usage.csv":
        "id,line,feature,at,n\nU-1,S-1,login,2024-03-01,1\nU-1,S-1,login,2024-03-02,1\nU-2,S-9,login,2024-03-01,1\n" +
        "U-3,S-1,,2024-03-01,1\nU-4,S-1,login,2024-01-31,1\nU-5,S-1,login,2024-01-30,1\nU-6,S-1,login,soon,1\n",
    });
    const report = await run();
    expect(report.files.map(({ rows, inserted, rejected, skipped }) => [rows, inserted, rejected, skipped])).toEqual([
      [5, 1, 4, 0],
      [3, 1, 2, 0],
      [7, 3, 3, 1],
    ]);
    expect(report.rejected).toEqual([
      { file: "customers.csv", line: 3, field: "clientName", reason: "is empty but needed" },
      { file: "customers.csv", line: 4, field: "customerSince", reason: "must be a day that exists" },
      { file: "customers.csv", line: 5, field: "externalId", reason: "id A-1 occurs twice with other values" },
      { file: "customers.csv", line: 6, field: "(line)", reason: expect.stringContaining("Invalid Record Length") },
      { file: "lines.csv", line: 3, field: "customer", reason: "customer A-9 is not known" },
      { file: "lines.csv", line: 4, field: "arr", reason: '"1,5" is not an amount in EUR' },
      { file: "usage.csv", line: 3, field: "externalId", reason: "id U-1 is already recorded with other values" },
      { file: "usage.csv", line: 4, field: "subscription", reason: "subscription S-9 is not known" },
      {
        file: "usage.csv",
        line: 8,
        field: "occurredAt",
        reason: '"soon" is not a time as 2024-12-31 or 2024-12-31T09:30:00Z',
      },
    ]);
    const reason = "use precedes the start of its subscription";
    expect(report.warnings).toEqual([{ file: "usage.csv", reason, count: 2, firstLine: 6 }]);
    expect([await countOf("accounts"), await countOf("subscriptions"), await countOf("usage_events")]).toEqual([
      1, 1, 3,
    ]);
  });

  it("follows a source that changed its states", async () => {
    await put(good);
    await run();
    await put({ "lines.csv": "id,customer,start,arr\nS-1,A-1,2024-01-01,99\n" });
    const { files } = await run();
    expect(files[1]).toMatchObject({ rows: 1, updated: 1 });
    expect(await store.query("SELECT arr FROM cs.subscriptions")).toEqual([{ arr: "9900" }]);
  });
});

describe("before the first row is written", () => {
  it.each([
    ["a file is missing", { "usage.csv": null }, "usage.csv."],
    [
      "the last file lacks a column",
      { "usage.csv": "id,line,feature,time,n\nU-1,S-1,login,2024-03-01,1\n" },
      'no column "at"',
    ],
    ["the last file is empty", { "usage.csv": "" }, "has no column"],
  ])("an import is refused because %s", async (_, change, message) => {
    const files = Object.entries({ ...good, ...change }).filter((each): each is [string, string] => each[1] !== null);
    await put(Object.fromEntries(files));
    await expect(run()).rejects.toMatchObject({ code: "configuration", message: expect.stringContaining(message) });
    expect([await countOf("accounts"), await countOf("subscriptions"), await countOf("data_coverage")]).toEqual([
      0, 0, 0,
    ]);
  });
});

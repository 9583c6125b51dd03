import { existsSync } from "node:fs";
import { join } from "node:path";
import { databaseVariables, type FinishedProgram, repositoryFolder, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";

interface Client {
  readonly clientId: string;
  readonly score: number | null;
  readonly band: string;
  readonly reasons: readonly string[];
}

interface Summary {
  readonly demo: boolean;
  readonly accounts: number;
  readonly asOf: string;
  readonly import: { readonly files: readonly { readonly file: string; readonly rows: number }[] };
  readonly byBand: readonly { readonly band: string; readonly count: number }[];
  readonly atRisk: { readonly total: number; readonly clients: readonly Client[] };
  readonly tooLittleData: { readonly clients: readonly Client[] };
}

const dataFolder = process.env["CS_TEST_DATA_DIR"] ?? join(repositoryFolder, "..", "shared", "data");
const folder = join(dataFolder, "ravenstack");
const reason = existsSync(folder) ? "" : ` (skipped: no RavenStack files in ${folder}; set CS_TEST_DATA_DIR)`;
const mapping = join(repositoryFolder, "examples", "import-ravenstack", "mapping.json");
const asOf = "2024-12-31";

describe.skipIf(reason !== "")(`an import of the RavenStack files${reason}`, () => {
  const store = useTestStore({ asOf });
  const bench = useWorkbench();
  let finished: FinishedProgram;
  let clients: Client[];

  beforeAll(async () => {
    const args = ["start", "--once", "--json", "--import", folder, "--mapping", mapping, "--as-of", asOf];
    finished = await bench.run("cs", args, databaseVariables(store.urls));
    clients = [];
    let cursor: string | null = null;
    do {
      const page = await store.run("list_clients", { limit: 100, ...(cursor === null ? {} : { cursor }) });
      clients.push(...(page["clients"] as Client[]));
      cursor = page["nextCursor"] as string | null;
    } while (cursor !== null);
  }, 120_000);

  const summary = () => JSON.parse(finished.stdout) as Summary;

  it("ends well and prints exactly one JSON document", () => {
    expect(finished).toMatchObject({ code: 0, stderr: "" });
    expect(finished.stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(summary()).toMatchObject({ demo: false, accounts: 500, asOf });
  });

  it("brings all 500 accounts and reads every row of every file", () => {
    expect(new Set(clients.map((client) => client.clientId)).size).toBe(500);
    expect(summary().import.files.map(({ file, rows }) => [file.replace("ravenstack_", ""), rows])).toEqual([
      ["accounts.csv", 500],
      ["subscriptions.csv", 5000],
      ["feature_usage.csv", 25_000],
      ["support_tickets.csv", 2000],
      ["support_tickets.csv", 2000],
      ["churn_events.csv", 600],
    ]);
  });

  it("scores at least half of them, with scores that differ", () => {
    const scores = clients.flatMap(({ score }) => (score === null ? [] : [score]));
    expect(scores.length).toBeGreaterThanOrEqual(250);
    expect(new Set(scores.map((score) => score.toFixed(1))).size).toBeGreaterThan(50);
    for (const score of scores) {
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(100);
    }
  });

  it("gives a reason for every account that has no score", () => {
    const unscored = clients.filter((client) => client.score === null);
    expect(unscored.filter((client) => client.reasons.length === 0)).toEqual([]);
  });

  it("counts each account in exactly one band", () => {
    expect(summary().byBand.reduce((sum, { count }) => sum + count, 0)).toBe(500);
  });

  it("shows the accounts most at risk first, lowest score first, each with a reason", () => {
    const { atRisk } = summary();
    const scores = atRisk.clients.map((client) => client.score ?? Number.NaN);
    expect(scores.length).toBeGreaterThan(0);
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));
    for (const client of atRisk.clients) expect(client.reasons.length).toBeGreaterThan(0);
  });
});

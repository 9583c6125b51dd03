import { join } from "node:path";
import { factKinds, type SourceFact, type TaggedFact } from "@cs/models";
import { portfolioFacts } from "@cs/portfolio";
import { databaseVariables, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, describe, expect, it, vi } from "vitest";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

interface Report {
  readonly files: readonly { readonly kind: string; readonly rows: number; readonly inserted: number }[];
  readonly rejected: readonly unknown[];
  readonly warnings: readonly unknown[];
  readonly lastDay: string;
}

const options = { accounts: 100, seed: 9, asOf: "2025-06-30", historyDays: 60 };
const bench = useWorkbench();
const store = useTestStore({ asOf: options.asOf });
const facts = [...portfolioFacts(options)];
let report: Report;

beforeAll(async () => {
  const out = join(await bench.folder(), "portfolio");
  const size = ["--accounts", "100", "--seed", "9", "--as-of", options.asOf, "--history-days", "60"];
  const wrote = await bench.run("cs", ["portfolio", ...size, "--out", out, "--json"], {});
  expect(wrote).toMatchObject({ code: 0, stderr: "" });
  const args = ["import", out, "--mapping", join(out, "mapping.json"), "--as-of", options.asOf, "--json"];
  const imported = await bench.run("cs", args, databaseVariables(store.urls));
  expect(imported).toMatchObject({ code: 0, stderr: "" });
  report = JSON.parse(imported.stdout) as Report;
});

function factsOf(kind: TaggedFact["kind"]): TaggedFact["fact"][] {
  return facts.flatMap((tagged) => (tagged.kind === kind ? [tagged.fact] : []));
}

describe("an import of a written portfolio", () => {
  it("rejects nothing and warns of nothing", () => {
    expect(report).toMatchObject({ rejected: [], warnings: [], lastDay: options.asOf });
  });

  it("records every fact once: an event that was delivered twice counts as unchanged", () => {
    const expected = factKinds.map((kind) => {
      const all = factsOf(kind);
      const distinct = new Set(all.map(({ externalId }) => externalId)).size;
      const outcome = { inserted: distinct, updated: 0, unchanged: all.length - distinct, rejected: 0, skipped: 0 };
      return { kind, rows: all.length, ...outcome };
    });
    expect(report.files).toMatchObject(expected);
    expect(expected.find(({ kind }) => kind === "usage")?.unchanged).toBeGreaterThan(0);
    expect(expected.filter(({ kind, unchanged }) => kind !== "usage" && unchanged > 0)).toEqual([]);
  });

  it("fills the database with as many rows", async () => {
    const tables = [
      "contacts",
      "contracts",
      "subscriptions",
      "usage_events",
      "tickets",
      "survey_responses",
      "invoices",
    ];
    const counted = await Promise.all(
      tables.map(
        async (table) => (await store.query<{ n: number }>(`SELECT count(*)::int AS n FROM cs.${table}`))[0]?.n,
      ),
    );
    const inserted = report.files.filter(({ kind }) => !["customers", "churnEvents"].includes(kind));
    expect(counted).toEqual(inserted.map((file) => file.inserted));
    expect(await store.run("list_clients")).toMatchObject({ total: 100 });
  });

  it("loses nothing on the way through text: the generator's own facts change no stored one", async () => {
    for (const kind of factKinds) {
      const all = factsOf(kind).map(withMilliseconds);
      for (let start = 0; start < all.length; start += 1000) {
        const outcomes = await store.persistence.write(store.tenantId, (tx) =>
          tx.facts.write(kind, "synthetic", all.slice(start, start + 1000) as SourceFact<typeof kind>[]),
        );
        expect(outcomes.filter(({ status }) => status !== "unchanged")).toEqual([]);
      }
    }
  });
});

/** Instants in the text form to which an import brings them. */
function withMilliseconds(fact: TaggedFact["fact"]): object {
  const entries = Object.entries(fact).map(([field, value]) => {
    const instant = typeof value === "string" && /T\d\d:\d\d:\d\dZ$/.test(value);
    return [field, instant ? new Date(value).toISOString() : value];
  });
  return Object.fromEntries(entries);
}

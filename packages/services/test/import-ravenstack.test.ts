import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { type ImportReport, importFolder, loadMapping, scorePortfolio } from "../src/index.ts";

const root = new URL("../../../", import.meta.url).pathname;
const folder = join(process.env["CS_TEST_DATA_DIR"] ?? join(root, "../shared/data"), "ravenstack");
const absent = !existsSync(folder);
const why = absent ? ` (skipped: there is no folder ${folder}; set CS_TEST_DATA_DIR)` : "";

type Row = Readonly<Record<string, string>>;
const cell = (row: Row, column: string): string => row[column] ?? "";
const lastDay = "2024-12-31";

/** Rows of a file without quotes in it, read without the code under test. */
async function rowsOf(name: string): Promise<Row[]> {
  const [header = "", ...lines] = (await readFile(join(folder, `ravenstack_${name}.csv`), "utf8"))
    .trim()
    .split(/\r?\n/);
  const columns = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((value, index) => [columns[index], value])));
}
const sum = (rows: readonly Row[], column: string) => rows.reduce((total, row) => total + Number(cell(row, column)), 0);
const daysBefore = (days: number) => new Date(Date.parse(lastDay) - days * 86_400_000).toISOString().slice(0, 10);

describe.skipIf(absent)(`the RavenStack data${why}`, () => {
  const store = useTestStore({ asOf: lastDay });
  let report: ImportReport;
  let lines: Row[];
  let usage: Row[];
  let tickets: Row[];
  let running: Row[];
  const idOf = new Map<string, string>();

  beforeAll(async () => {
    const { mapping, scorecard } = await loadMapping(join(root, "examples/import-ravenstack/mapping.json"));
    report = await importFolder({
      persistence: store.persistence,
      tenantId: store.tenantId,
      folder,
      mapping,
      scorecard,
    });
    [lines, usage, tickets] = await Promise.all([
      rowsOf("subscriptions"),
      rowsOf("feature_usage"),
      rowsOf("support_tickets"),
    ]);
    running = lines.filter((row) => cell(row, "end_date") === "" || cell(row, "end_date") > lastDay);
    const refs = await store.query<{ external_id: string; client_id: string }>(
      "SELECT external_id, client_id FROM cs.external_refs",
    );
    for (const { external_id, client_id } of refs) idOf.set(external_id, client_id);
  });

  it("is imported row for row, and what is rejected is named", () => {
    const counted = report.files.map((file) => [file.kind, file.rows, file.inserted, file.rejected, file.skipped]);
    expect(counted).toEqual([
      ["customers", 500, 500, 0, 0],
      ["subscriptions", 5000, 5000, 0, 0],
      ["usage", 25_000, 24_979, 21, 0],
      ["tickets", 2000, 2000, 0, 0],
      ["surveyResponses", 2000, 1175, 0, 825],
      ["churnEvents", 600, 600, 0, 0],
    ]);
    expect(tickets.filter((row) => cell(row, "satisfaction_score") !== "")).toHaveLength(1175);
    expect(report.lastDay).toBe(lastDay);
    // The 21 are ids that occur twice; the first stays.
    const ids = usage.map((row) => cell(row, "usage_id"));
    const repeated = ids.flatMap((id, index) => (ids.indexOf(id) < index ? [index + 2] : []));
    expect(report.rejected.map(({ line }) => line)).toEqual(repeated);
    for (const { field, reason } of report.rejected) {
      expect([field, reason]).toEqual(["externalId", expect.stringContaining("is already recorded with other values")]);
    }
  });

  it("warns of use before the start of its subscription, as often as that occurs", () => {
    const starts = new Map(lines.map((row) => [cell(row, "subscription_id"), cell(row, "start_date")]));
    const rejected = new Set(report.rejected.map(({ line }) => line));
    const early = usage.filter(
      (row, index) =>
        !rejected.has(index + 2) && cell(row, "usage_date") < (starts.get(cell(row, "subscription_id")) ?? ""),
    );
    expect(report.warnings).toMatchObject([
      { reason: "use precedes the start of its subscription", count: early.length },
    ]);
  });

  it("lists the accounts with the ARR that the file has", async () => {
    const { total, byBand } = (await store.run("list_clients", { limit: 1 })) as {
      total: number;
      byBand: { arr: { amount: number; currency: string }[] }[];
    };
    expect(total).toBe(500);
    const amounts = byBand.flatMap(({ arr }) => arr);
    expect(new Set(amounts.map(({ currency }) => currency))).toEqual(new Set(["USD"]));
    expect(amounts.reduce((all, { amount }) => all + amount, 0)).toBe(100 * sum(running, "arr_amount"));
  });

  it("gives every account the facts that the files have for it", async () => {
    const accounts = [...idOf].filter(([externalId]) => externalId.startsWith("A-"));
    const facts = await store.persistence.read(store.tenantId, (tx) =>
      tx.queries.accountFacts({ clientIds: accounts.map(([, id]) => id), asOf: lastDay, timeZone: "UTC" }),
    );
    expect(facts).toHaveLength(500);
    const ownerOf = new Map(lines.map((row) => [cell(row, "subscription_id"), cell(row, "account_id")]));
    const rejected = new Set(report.rejected.map(({ line }) => line));
    const used = Map.groupBy(
      usage.filter((row, index) => !rejected.has(index + 2) && Number(cell(row, "usage_count")) > 0),
      (row) => ownerOf.get(cell(row, "subscription_id")),
    );
    const linesOf = Map.groupBy(running, (row) => cell(row, "account_id"));
    const ticketsOf = Map.groupBy(tickets, (row) => cell(row, "account_id"));
    for (const [index, [externalId]] of accounts.entries()) {
      const found = facts[index];
      const uses = used.get(externalId) ?? [];
      const recent = uses.filter((row) => cell(row, "usage_date") > daysBefore(84));
      const last90 = uses.filter((row) => cell(row, "usage_date") > daysBefore(90));
      const active = (found?.subscriptions ?? []).filter(({ endDate }) => endDate === null || endDate > lastDay);
      const ticketsOfYear = (ticketsOf.get(externalId) ?? []).filter(
        (row) => cell(row, "submitted_at") > daysBefore(365),
      );
      expect({
        events: found?.usage.days.reduce((all, { events }) => all + events, 0),
        errors: found?.usage.days.reduce((all, { errors }) => all + (errors ?? 0), 0),
        days: found?.usage.days.length,
        features: found?.usage.features90,
        lastDay: found?.usage.lastDay,
        arr: active.reduce((all, { arr }) => all + arr, 0),
        seats: active.reduce((all, { seats }) => all + (seats ?? 0), 0),
        escalated: found?.tickets.filter(({ escalated }) => escalated).length,
        tickets: found?.tickets.length,
      }).toEqual({
        events: sum(recent, "usage_count"),
        errors: sum(recent, "error_count"),
        days: new Set(recent.map((row) => cell(row, "usage_date"))).size,
        features: new Set(last90.map((row) => cell(row, "feature_name"))).size,
        lastDay:
          uses
            .map((row) => cell(row, "usage_date"))
            .toSorted()
            .at(-1) ?? null,
        arr: 100 * sum(linesOf.get(externalId) ?? [], "arr_amount"),
        seats: sum(linesOf.get(externalId) ?? [], "seats"),
        escalated: ticketsOfYear.filter((row) => cell(row, "escalation_flag") === "True").length,
        tickets: ticketsOfYear.length,
      });
    }
  });

  it("is scored for at least half of the accounts, differently, and the rest say what is missing", async () => {
    const score = () => scorePortfolio({ persistence: store.persistence, tenantId: store.tenantId, asOf: lastDay });
    expect(await score()).toBe(500);
    const stored = await store.query<{ score: number | null; band: string; result: { reason: string | null } }>(
      "SELECT score, band, result FROM cs.health_snapshots",
    );
    expect(stored).toHaveLength(500);
    const scored = stored.filter((row) => row.score !== null);
    expect(scored.length).toBeGreaterThanOrEqual(250);
    expect(new Set(scored.map((row) => row.score)).size).toBeGreaterThan(scored.length / 2);
    for (const { band, result } of stored.filter((row) => row.score === null)) {
      expect([band, result.reason]).toEqual(["insufficient_data", expect.stringMatching(/missing|known/)]);
    }
    expect(await score()).toBe(500);
    expect(await store.query("SELECT 1 FROM cs.health_snapshots")).toHaveLength(500);
  });

  it("is found unchanged when it is imported again, but for the same 21 rows", async () => {
    const { mapping } = await loadMapping(join(root, "examples/import-ravenstack/mapping.json"));
    const again = await importFolder({ persistence: store.persistence, tenantId: store.tenantId, folder, mapping });
    expect(again.files.map(({ inserted, updated }) => inserted + updated)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(again.files.map(({ unchanged }) => unchanged)).toEqual([500, 5000, 24_979, 2000, 1175, 600]);
    expect(again.rejected).toEqual(report.rejected);
  });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { failureOf, importFolder, parseMapping } from "../src/index.ts";
import { encodeCursor } from "../src/operation/cursor.ts";
import { addAccount } from "./fixtures.ts";

const asOf = "2024-06-30";
const store = useTestStore({ asOf });
let clientId: string;
beforeAll(async () => {
  clientId = await addAccount(store);
});

/** How a call ends as its caller sees it: the code of its failure, or `ok`. */
async function codeOf(name: string, input: object): Promise<string> {
  try {
    await store.run(name, input);
    return "ok";
  } catch (error) {
    return failureOf(error, "req").code;
  }
}
const line = { product: "Core", startDate: "2024-01-01", arr: 1, currency: "USD" };
const list = (sort: string, position: object) => ({
  sort,
  cursor: encodeCursor({ filter: {}, sort, asOf }, position),
});

describe("input that PostgreSQL cannot take is refused as invalid, never as a defect", () => {
  it.each<[string, string, object]>([
    [
      "NUL in an external id",
      "register_client",
      { clientName: "A", externalRefs: [{ source: "crm", externalId: "a\0b" }] },
    ],
    ["NUL in a search", "list_clients", { search: "a\0b" }],
    ["NUL in a CSM", "list_clients", { csm: "a\0b" }],
    ["NUL in an idempotency key", "register_client", { clientName: "A", idempotencyKey: "12345678\0" }],
    ["year 0", "register_client", { clientName: "A", customerSince: "0000-01-01" }],
    ["year 0 of a line", "register_client", { clientName: "A", subscriptions: [{ ...line, startDate: "0000-12-31" }] }],
    ["a window that begins before year 1", "list_clients", { asOf: "0000-12-31" }],
    ["a cursor with half an amount", "list_clients", list("arr", { sortKey: 0.5, clientId: "x" })],
    ["a cursor with NUL", "list_clients", list("name", { sortKey: "a\0", clientId: "x" })],
  ])("%s", async (_, name, input) => {
    expect(await codeOf(name, input)).toBe("invalid_input");
  });

  it("NUL in the id of a scorecard", async () => {
    const code = await codeOf("calculate_health_score", { clientIds: [clientId], scorecardId: "a\0" });
    expect(["invalid_input", "not_found"]).toContain(code);
  });
});

describe("days at the ends of the calendar", () => {
  it.each<[string, string, () => object]>([
    ["a timeline up to the last day there is", "get_client_timeline", () => ({ clientId, to: "9999-12-31" })],
    ["an overview on the last day there is", "get_client_overview", () => ({ clientId, asOf: "9999-12-31" })],
    ["a list on the last day there is", "list_clients", () => ({ asOf: "9999-12-31" })],
    [
      "a contract that never ends",
      "register_client",
      () => ({
        clientName: "Endless",
        contract: { startDate: "2024-01-01", endDate: "9999-12-31", noticeDays: 90 },
      }),
    ],
  ])("work: %s", async (_, name, input) => {
    expect(await codeOf(name, input())).toBe("ok");
  });

  it("are answered or refused as invalid at the other end", async () => {
    for (const name of ["get_client_overview", "get_client_timeline"]) {
      const day = name === "get_client_overview" ? { asOf: "0001-01-01" } : { from: "0001-01-01", to: "0001-01-01" };
      expect(["ok", "invalid_input"], name).toContain(await codeOf(name, { clientId, ...day }));
    }
  });
});

describe("one account with absurd amounts", () => {
  it("is refused or kept, but never breaks the list of all others", async () => {
    for (const clientName of ["Huge", "Also huge"]) {
      const subscriptions = [{ ...line, arr: Number.MAX_SAFE_INTEGER }];
      expect(["ok", "invalid_input"]).toContain(await codeOf("register_client", { clientName, subscriptions }));
    }
    expect(await codeOf("list_clients", {})).toBe("ok");
  });
});

describe("one cell that PostgreSQL cannot take", () => {
  it.each([
    ["NUL in an id", "A-\0,Acme,2024-01-01"],
    ["a day in year 0", "A-2,Acme,0000-01-01"],
  ])("rejects its row and not the import: %s", async (_, row) => {
    const folder = await mkdtemp(join(tmpdir(), "cs-hostile-"));
    await writeFile(join(folder, "customers.csv"), `id,name,since\nA-good,Good,2024-01-01\n${row}\n`);
    const fields = { externalId: "id", clientName: "name", customerSince: "since" };
    const mapping = parseMapping({ source: "hostile", files: [{ file: "customers.csv", kind: "customers", fields }] });
    try {
      const report = await importFolder({ persistence: store.persistence, tenantId: store.tenantId, folder, mapping });
      expect(report.files).toMatchObject([{ rows: 2, rejected: 1 }]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

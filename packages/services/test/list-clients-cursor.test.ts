import { build, computedScore, useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { scorecardInForce } from "./fixtures.ts";

const asOf = "2024-06-30";
const accounts = 1000;
const store = useTestStore({ asOf });

beforeAll(async () => {
  const indexes = Array.from({ length: accounts }, (_, index) => index);
  await store.persistence.write(store.tenantId, async (tx) => {
    // Every name, amount, end and score occurs often, so that pages end among equal values.
    const customers = indexes.map((index) =>
      build.customer({ externalId: `A-${index}`, clientName: `Name ${index % 13}` }),
    );
    await tx.facts.write("customers", "crm", customers);
    const lines = indexes
      .filter((index) => index % 5 > 0)
      .map((index) => {
        const endDate = index % 3 === 0 ? null : `2024-0${7 + (index % 3)}-15`;
        return build.subscription({
          externalId: `S-${index}`,
          customer: `A-${index}`,
          arr: 100 * (index % 11),
          endDate,
        });
      });
    await tx.facts.write("subscriptions", "crm", lines);
    const ids = await tx.accounts.idsAfter(null, accounts);
    const scored = ids.filter((_, index) => index % 4 > 0);
    await tx.snapshots.record(
      scored.map((clientId, index) =>
        computedScore(clientId, {
          score: index % 7 === 0 ? null : (index % 6) / 3,
          band: index % 7 === 0 ? "insufficient_data" : "critical",
          reason: null,
          provedBand: "critical",
          coverage: 1,
          confidence: 1,
          interval: { low: 0, high: 100 },
          contributions: [],
          capsFired: [],
          capsUndecided: [],
          asOf,
          scorecard: scorecardInForce,
          inputHash: `hash ${index}`,
        }),
      ),
    );
  });
});

interface Page {
  clients: {
    clientId: string;
    clientName: string;
    score: number | null;
    renewalDate: string | null;
    arr: { amount: number }[];
  }[];
  total: number;
  nextCursor: string | null;
}
const list = async (input: object) => (await store.run("list_clients", input)) as unknown as Page;

async function walk(input: object): Promise<Page["clients"]> {
  const rows: Page["clients"] = [];
  let cursor: string | null | undefined;
  do {
    const page: Page = await list({ ...input, ...(cursor && { cursor }) });
    rows.push(...page.clients);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
}

/** What each sort order compares, from the rows themselves; unknown counts as the last. */
const keys: Record<string, (row: Page["clients"][number]) => number | string> = {
  name: ({ clientName }) => clientName,
  health: ({ score }) => score ?? 101,
  arr: ({ arr }) => -(arr[0]?.amount ?? 0),
  renewal: ({ renewalDate }) => renewalDate ?? "9999",
};

describe("walking 1,000 clients with a cursor", () => {
  it.each([
    ["name", 7],
    ["health", 64],
    ["arr", 33],
    ["renewal", 100],
    ["name", 99],
    ["health", 100],
  ])("sorted by %s in pages of %i finds each once and in order", async (sort, limit) => {
    const rows = await walk({ sort, limit });
    expect(rows).toHaveLength(accounts);
    expect(new Set(rows.map(({ clientId }) => clientId)).size).toBe(accounts);
    const key = keys[sort] ?? (() => "");
    const faults = rows.filter((row, index) => {
      const next = rows[index + 1];
      if (!next) return false;
      const [a, b] = [key(row), key(next)];
      return a > b || (a === b && row.clientId >= next.clientId);
    });
    expect(faults).toEqual([]);
  });

  it("has no cursor on a last page that is exactly full", async () => {
    const { clients, nextCursor, total } = await list({ search: "name 12", limit: 76 });
    // 12, 25, 38, … up to 999: 76 of the 1,000 numbers leave 12 over after division by 13.
    expect([clients.length, nextCursor, total]).toEqual([76, null, 76]);
    expect((await list({ search: "name 12", limit: 75 })).nextCursor).not.toBeNull();
  });

  it("finds the rest when accounts are added meanwhile, none of the old ones twice", async () => {
    const first = await list({ limit: 50, sort: "name" });
    const before = new Set((await walk({ limit: 100 })).map(({ clientId }) => clientId));
    await store.run("register_client", { clientName: "Aaa before the cursor" });
    const rest: Page["clients"] = [];
    for (let cursor = first.nextCursor; cursor !== null; ) {
      const page = await list({ limit: 50, sort: "name", cursor });
      rest.push(...page.clients);
      cursor = page.nextCursor;
    }
    const ids = [...first.clients, ...rest].map(({ clientId }) => clientId);
    expect(new Set(ids)).toEqual(before);
    expect(ids).toHaveLength(before.size);
  });
});

describe("a cursor", () => {
  it.each([
    ["another filter", { segment: "smb" }],
    ["another sort order", { sort: "arr" }],
    ["another day", { asOf: "2024-06-29" }],
  ])("is refused with %s", async (_, change) => {
    const { nextCursor } = await list({ limit: 7 });
    await expect(list({ limit: 7, ...change, cursor: nextCursor })).rejects.toMatchObject({
      code: "invalid_input",
      field: "cursor",
      message: "This cursor belongs to another filter or sort order.",
    });
  });

  it("may go on with another page size", async () => {
    const { nextCursor, clients } = await list({ limit: 7 });
    const next = await list({ limit: 9, cursor: nextCursor });
    const together = await list({ limit: 16 });
    expect([...clients, ...next.clients]).toEqual(together.clients);
  });

  it("is refused when it is broken", async () => {
    await expect(list({ cursor: "broken" })).rejects.toMatchObject({ code: "invalid_input", field: "cursor" });
  });
});

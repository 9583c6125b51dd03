import { databaseVariables, type McpConnection, useTestStore, useWorkbench } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import type { FailureOutput } from "./fixtures.ts";
import { type ClientPage, pagesOf } from "./pages.ts";

const store = useTestStore();
const bench = useWorkbench();
const count = 230;
let connection: McpConnection;

beforeAll(async () => {
  for (let number = 0; number < count; number += 1) {
    await store.run("register_client", {
      // Names and amounts repeat, so that pages end in the middle of equal sort keys.
      clientName: `Company ${number % 40}`,
      segment: number % 2 === 0 ? "smb" : "enterprise",
      contract: { startDate: "2024-01-01", endDate: `2025-0${1 + (number % 7)}-01` },
      subscriptions: [
        { product: "Core", startDate: "2024-01-01", seats: 5, arr: (number % 9) * 100_000, currency: "USD" },
      ],
    });
  }
  connection = await bench.connect(databaseVariables(store.urls));
});

function idsOn(pages: readonly ClientPage[]): string[] {
  return pages.flatMap(({ clients }) => clients.map((client) => client.clientId));
}

async function walk(question: object): Promise<string[]> {
  return idsOn(await pagesOf(connection, question));
}

describe("a walk through the client list", () => {
  it.each(["name", "health", "arr", "renewal"])("by %s meets every account exactly once", async (sort) => {
    const ids = await walk({ sort, limit: 37, asOf: "2024-06-01" });
    expect(ids).toHaveLength(count);
    expect(new Set(ids).size).toBe(count);
  });

  it("with a filter meets the filtered accounts only", async () => {
    expect(new Set(await walk({ segment: "smb", limit: 100 })).size).toBe(count / 2);
  });

  it("does not depend on the size of the pages", async () => {
    const question = { sort: "arr", asOf: "2024-06-01" };
    expect(await walk({ ...question, limit: 23 })).toEqual(await walk({ ...question, limit: 100 }));
  });

  it("ends with a last page that is exactly full", async () => {
    expect(await walk({ limit: 46 })).toHaveLength(count);
  });

  it("neither repeats nor loses an account when another one is registered on the way", async () => {
    const question = { sort: "name", limit: 100, search: "Company" };
    const first = await connection.call<ClientPage>("list_clients", question);
    await connection.call("register_client", { clientName: "Aardvark, not in the question" });
    const rest = await pagesOf(connection, question, first.nextCursor);
    expect(idsOn([first, ...rest])).toHaveLength(count);
    expect(new Set(idsOn([first, ...rest])).size).toBe(count);
  });

  it("refuses a cursor with other filters and one that is broken", async () => {
    const { nextCursor } = await connection.call<ClientPage>("list_clients", { limit: 10 });
    const moved = await connection.ask<FailureOutput>("list_clients", { limit: 10, sort: "arr", cursor: nextCursor });
    expect(moved.output.error).toMatchObject({ code: "invalid_input", field: "cursor" });
    const broken = await connection.ask<FailureOutput>("list_clients", { cursor: "bm90IGEgY3Vyc29y" });
    expect(broken.output.error).toMatchObject({ code: "invalid_input", field: "cursor" });
  });
});

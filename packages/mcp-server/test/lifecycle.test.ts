import { databaseVariables, type McpConnection, useTestStore, useWorkbench } from "@cs/testing";
import { afterEach, describe, expect, it } from "vitest";
import { acme, type FailureOutput, openHttp, type RegisterOutput } from "./fixtures.ts";
import { pagesOf } from "./pages.ts";

const store = useTestStore();
const bench = useWorkbench();
/** Ends what the running test has open. */
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Served {
  readonly connection: McpConnection;
  stop(): Promise<void>;
}

async function overStdio(): Promise<Served> {
  const connection = await bench.connect(databaseVariables(store.urls));
  return { connection, stop: () => connection.close() };
}

async function overHttp(): Promise<Served> {
  const endpoint = await openHttp(store);
  closing.push(() => endpoint.close());
  const connection = await bench.connectHttp(endpoint.url);
  return {
    connection,
    async stop() {
      await connection.close();
      await endpoint.close();
    },
  };
}

describe.each([
  { transport: "stdio", serve: overStdio },
  { transport: "HTTP", serve: overHttp },
])("a client over $transport", ({ transport, serve }) => {
  const names = ["Acme", "Birch", "Cedar", "Dogwood", "Elm"].map((name) => `${name} ${transport}`);

  it("registers, reads back after a restart, lists, updates with a conflict, reads the timeline and scores", async () => {
    const before = await serve();
    const registered = await before.connection.call<RegisterOutput>("register_client", {
      ...acme,
      clientName: names[0],
      externalRefs: [{ source: "crm", externalId: transport }],
    });
    expect(registered).toMatchObject({ created: true, client: { clientName: names[0], version: 1 } });
    for (const clientName of names.slice(1)) await before.connection.call("register_client", { clientName });
    await before.stop();

    const { connection, stop } = await serve();
    const { clientId, version } = registered.client;
    const detailed = { clientId, responseFormat: "detailed" };
    expect(await connection.call("get_client_overview", { ...detailed, asOf: "2024-06-01" })).toMatchObject({
      client: registered.client,
      arr: [{ amount: 1_200_000, currency: "USD" }],
      renewal: { date: "2025-01-01", optOutDeadline: "2024-11-02" },
      contacts: [
        { fullName: { untrusted: true, text: expect.stringContaining("Head of Operations") }, roles: ["champion"] },
      ],
    });

    const pages = await pagesOf(connection, { search: transport, limit: 2 });
    expect(pages.map(({ total }) => total)).toEqual([names.length, names.length, names.length]);
    expect(pages.flatMap(({ clients }) => clients.map((client) => client.clientName))).toEqual(names);

    const update = { clientId, expectedVersion: version, patch: { csm: "CSM West" }, reason: "new owner" };
    expect(await connection.call("update_client_info", update)).toMatchObject({
      client: { csm: "CSM West", version: version + 1 },
      changes: [{ field: "csm", before: null, after: "CSM West" }],
    });
    const stale = { ...update, patch: { csm: "Mallory" } };
    const conflict = await connection.ask<FailureOutput>("update_client_info", stale);
    expect(conflict).toMatchObject({ isError: true, output: { error: { code: "conflict", retryable: false } } });

    const timeline = await connection.call<{ events: { type: string }[] }>("get_client_timeline", detailed);
    expect(timeline.events.map((event) => event.type).toSorted()).toEqual([
      "account_registered",
      "account_updated",
      "contact_added",
      "contract_ends",
      "contract_started",
      "stage_changed",
      "subscription_started",
    ]);

    const scored = { clientIds: [clientId], asOf: "2024-06-01" };
    expect(await connection.call("calculate_health_score", scored)).toMatchObject({
      results: [{ clientId, asOf: "2024-06-01", snapshotId: expect.any(String) }],
    });
    await stop();
  });
});

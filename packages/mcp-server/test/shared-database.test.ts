import {
  databaseVariables,
  type McpConnection,
  postmasterPid,
  processesNaming,
  until,
  useTestStore,
  useWorkbench,
} from "@cs/testing";
import { describe, expect, it } from "vitest";
import type { RegisterOutput } from "./fixtures.ts";
import { initialize, initialized, received, send, toolCall } from "./json-rpc.ts";
import { type ClientPage, pagesOf } from "./pages.ts";

const store = useTestStore();
const bench = useWorkbench();

describe("five servers started at once on one data folder without a database", () => {
  it("all serve, share one database, and the last one out stops it", async () => {
    const home = await bench.installedHome();
    const servers = await Promise.all(Array.from({ length: 5 }, () => bench.connect({ CS_HOME: home })));
    const registered = await Promise.all(
      servers.map((server, index) => server.call<RegisterOutput>("register_client", { clientName: `By ${index}` })),
    );
    const written = registered.map(({ client }) => client.clientId).toSorted();
    for (const server of servers) {
      const { clients } = await server.call<ClientPage>("list_clients");
      expect(clients.map((client) => client.clientId).toSorted()).toEqual(written);
    }
    const postmaster = await postmasterPid(home);
    const [last, ...others] = servers;
    for (const server of others) await server.close();
    expect(await postmasterPid(home)).toBe(postmaster);
    expect(await last?.call("list_clients")).toMatchObject({ total: 5 });
    await last?.close();
    await until(async () => (await processesNaming(home)).length === 0);
  });
});

describe("a server killed with SIGKILL while it writes", () => {
  /** Registers accounts one after the other until the server is gone; gives the names it acknowledged. */
  async function killWhileWriting(env: Record<string, string>, prefix: string): Promise<string[]> {
    const server = bench.start("server", [], { ...env, LOG_LEVEL: "silent" });
    send(server, initialize("initialize"), initialized);
    for (let number = 0; number < 400; number += 1) {
      send(server, toolCall(number, "register_client", { clientName: `${prefix} ${number}` }));
    }
    await until(() => received(server).length > 15);
    server.child.kill("SIGKILL");
    expect(await server.ended).toEqual({ code: null, signal: "SIGKILL" });
    const acknowledged = received(server).filter((message) => typeof message.id === "number");
    expect(acknowledged.length).toBeLessThan(400);
    return acknowledged.map((message) => `${prefix} ${String(message.id)}`);
  }

  async function namesOf(reader: McpConnection, prefix: string): Promise<Set<string>> {
    const pages = await pagesOf(reader, { search: prefix, limit: 100 });
    return new Set(pages.flatMap(({ clients }) => clients.map((client) => client.clientName)));
  }

  it("loses no acknowledged account, whole or in part", async () => {
    const env = databaseVariables(store.urls);
    const acknowledged = await killWhileWriting(env, "Killed");
    const stored = await namesOf(await bench.connect(env), "Killed");
    expect(acknowledged.filter((name) => !stored.has(name))).toEqual([]);
    const [halves] = await store.query<{ count: string }>(
      "SELECT count(*) FROM cs.accounts a WHERE NOT EXISTS (SELECT FROM cs.audit_entries e WHERE e.client_id = a.client_id)",
    );
    expect(Number(halves?.count)).toBe(0);
  });

  it("leaves its embedded database usable, which the next server adopts and stops", async () => {
    const home = await bench.home();
    const acknowledged = await killWhileWriting({ CS_HOME: home }, "Embedded");
    const reader = await bench.connect({ CS_HOME: home });
    const stored = await namesOf(reader, "Embedded");
    expect(acknowledged.filter((name) => !stored.has(name))).toEqual([]);
    await reader.close();
    await until(async () => (await processesNaming(home)).length === 0);
  });

  it("together with its database server, still has every acknowledged account", async () => {
    const home = await bench.home();
    const acknowledged = await killWhileWriting({ CS_HOME: home }, "Crashed");
    const postmaster = await postmasterPid(home);
    if (postmaster !== null) process.kill(postmaster, "SIGKILL");
    const stored = await namesOf(await bench.connect({ CS_HOME: home }), "Crashed");
    expect(acknowledged.filter((name) => !stored.has(name))).toEqual([]);
  });
});

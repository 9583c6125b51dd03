import {
  databaseVariables,
  type Ended,
  postmasterPid,
  processesNaming,
  type RunningProgram,
  until,
  useTestStore,
  useWorkbench,
} from "@cs/testing";
import { describe, expect, it } from "vitest";
import { holdOffice } from "./hold-office.ts";
import { answerTo, initialize, initialized, send, toolCall } from "./json-rpc.ts";
import { withAccountsLocked } from "./lock-accounts.ts";

/** The promise is 2 s; the rest is for a busy machine, which tells us late. */
const promisedMilliseconds = 2000 + 500;
const store = useTestStore();
holdOffice(store);
const bench = useWorkbench();

async function startServer(env: Record<string, string>): Promise<RunningProgram> {
  const server = bench.start("server", [], env);
  send(server, initialize(0), initialized, toolCall(1, "list_clients", {}));
  await answerTo(server, 1);
  return server;
}

/** How a server ended after it was told to, and after how long. */
async function endedAfter(server: RunningProgram, tell: () => void): Promise<Ended & { milliseconds: number }> {
  const started = performance.now();
  tell();
  return { ...(await server.ended), milliseconds: performance.now() - started };
}

const ways: { way: string; tell: (server: RunningProgram) => void }[] = [
  { way: "the end of its input", tell: (server) => server.child.stdin.end() },
  { way: "the end of its input in the middle of a line", tell: (server) => server.child.stdin.end('{"jsonrpc":"2.') },
  { way: "SIGTERM", tell: (server) => server.child.kill("SIGTERM") },
  { way: "SIGINT", tell: (server) => server.child.kill("SIGINT") },
  { way: "SIGHUP, as when a terminal closes", tell: (server) => server.child.kill("SIGHUP") },
];

const commonWays = ways.filter(({ way }) => way === "the end of its input" || way === "SIGTERM");

describe.each(ways)("after $way the stdio server", ({ tell }) => {
  it("ends by itself within 2 s with exit code 0", async () => {
    const server = await startServer(databaseVariables(store.urls));
    const { milliseconds, ...ended } = await endedAfter(server, () => tell(server));
    expect(ended).toEqual({ code: 0, signal: null });
    expect(milliseconds).toBeLessThan(promisedMilliseconds);
  });
});

describe("the stdio server with an embedded database", () => {
  it.each(commonWays)("ends within 2 s after $way and leaves nothing running", async ({ tell }) => {
    const home = await bench.home();
    const server = await startServer({ CS_HOME: home });
    expect(await postmasterPid(home)).not.toBeNull();
    const { milliseconds, ...ended } = await endedAfter(server, () => tell(server));
    expect(ended).toEqual({ code: 0, signal: null });
    expect(milliseconds).toBeLessThan(promisedMilliseconds);
    await until(async () => (await processesNaming(home)).length === 0);
  });
});

describe("a client that goes away at once", () => {
  it("still gets the answer to its last call", async () => {
    const server = bench.start("server", [], databaseVariables(store.urls));
    send(server, initialize(0), initialized, toolCall(1, "register_client", { clientName: "Last words" }));
    server.child.stdin.end();
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(await answerTo(server, 1)).toMatchObject({ result: { structuredContent: { created: true } } });
    expect(await store.run("list_clients", { search: "Last words" })).toMatchObject({ total: 1 });
  });

  it("gets all answers when it sent twenty calls", async () => {
    const server = await startServer(databaseVariables(store.urls));
    const ids = Array.from({ length: 20 }, (_, index) => index + 100);
    send(server, ...ids.map((id) => toolCall(id, "list_clients", { limit: 1 })));
    server.child.stdin.end();
    await server.ended;
    for (const id of ids) expect(await answerTo(server, id)).toMatchObject({ result: { content: [{ type: "text" }] } });
  });

  it("does not keep the server when it no longer reads", async () => {
    const server = await startServer(databaseVariables(store.urls));
    server.child.stdout.destroy();
    send(server, toolCall(2, "list_clients", { limit: 2 }));
    await server.ended;
  });

  it.each(commonWays)(
    "does not keep the server when a call hangs in the database: $way ends it within 2 s",
    async ({ tell }) => {
      const server = await startServer(databaseVariables(store.urls));
      await withAccountsLocked(store, async (lock) => {
        send(server, toolCall(2, "list_clients", { limit: 2 }));
        await lock.hangingCall();
        const { milliseconds, ...ended } = await endedAfter(server, () => tell(server));
        expect(ended).toEqual({ code: 0, signal: null });
        expect(milliseconds).toBeLessThan(promisedMilliseconds);
      });
    },
  );
});

describe("a call that runs when SIGTERM comes", () => {
  it("is finished and answered", async () => {
    const server = await startServer(databaseVariables(store.urls));
    await withAccountsLocked(store, async (lock) => {
      send(server, toolCall(2, "register_client", { clientName: "In flight" }));
      await lock.hangingCall();
      server.child.kill("SIGTERM");
      await lock.release();
    });
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(await answerTo(server, 2)).toMatchObject({ result: { structuredContent: { created: true } } });
  });
});

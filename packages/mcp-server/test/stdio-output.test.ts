import { databaseVariables, type RunningProgram, useTestStore, useWorkbench } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { answerTo, initialize, initialized, ping, received, send, toolCall } from "./json-rpc.ts";

const store = useTestStore();
const bench = useWorkbench();

/** A server that has answered `initialize`. */
async function startServer(env: Record<string, string> = {}): Promise<RunningProgram> {
  const server = bench.start("server", [], { ...databaseVariables(store.urls), ...env });
  send(server, initialize(0));
  await answerTo(server, 0);
  send(server, initialized);
  return server;
}

describe("stdout of the stdio server", () => {
  it("carries only JSON-RPC at LOG_LEVEL=trace; the log goes to stderr", async () => {
    const server = await startServer({ LOG_LEVEL: "trace" });
    send(server, toolCall(1, "list_clients", {}), toolCall(2, "no_such_tool", {}), ping(3));
    for (const id of [1, 2, 3]) await answerTo(server, id);
    server.child.stdin.end();
    await server.ended;
    const messages = received(server);
    expect(messages.flatMap(({ id }) => id ?? []).toSorted()).toEqual([0, 1, 2, 3]);
    // Besides the answers, what clients are told of the call that failed.
    expect(messages.flatMap(({ id, method }) => (id === undefined ? method : []))).toEqual(["notifications/message"]);
    expect(messages.every((message) => message.jsonrpc === "2.0")).toBe(true);
    expect(server.stderr()).toContain('"msg":"tool call"');
  });

  it("carries only JSON-RPC during the first start with an embedded database", async () => {
    const env = { CS_HOME: await bench.folder(), LOG_LEVEL: "trace" };
    const server = bench.start("server", [], env);
    send(server, initialize(0), initialized, toolCall(1, "register_client", { clientName: "First" }));
    await answerTo(server, 1);
    server.child.stdin.end();
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(received(server).map((message) => message.id)).toEqual([0, 1]);
    expect(server.stderr()).toContain("Preparing the embedded PostgreSQL");
  });

  it("stays empty when the server cannot start", async () => {
    const { code, stdout, stderr } = await bench.run("server", [], { DATABASE_URL: "mysql://nobody:hidden@host/db" });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("DATABASE_URL must look like postgresql://");
    expect(stderr).not.toContain("hidden");
  });
});

describe("the stdio server keeps answering after", () => {
  it.each([
    { what: "a line that is not JSON", line: "hello, are you there?" },
    { what: "an empty line", line: "" },
    { what: "JSON that is no message", line: '{"hello":[1,2,3]}' },
    { what: "bytes that are not UTF-8", line: Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]) },
    { what: "a line of 20 MB", line: Buffer.alloc(20 * 1024 * 1024, "x") },
    {
      what: "a call of 20 MB",
      line: JSON.stringify(toolCall(9, "list_clients", { search: "x".repeat(20 * 1024 * 1024) })),
    },
  ])("$what", async ({ line }) => {
    const server = await startServer();
    server.child.stdin.write(line);
    server.child.stdin.write("\n");
    send(server, ping(1));
    expect(await answerTo(server, 1)).toMatchObject({ result: {} });
    server.child.stdin.end();
    expect(await server.ended).toEqual({ code: 0, signal: null });
  });

  it("many messages in one write and one message in many writes", async () => {
    const server = await startServer();
    send(server, ...Array.from({ length: 200 }, (_, index) => ping(`many-${index}`)));
    const slow = `${JSON.stringify(ping("slow"))}\n`;
    for (const character of slow) {
      server.child.stdin.write(character);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await answerTo(server, "slow");
    expect(new Set(received(server).map((message) => message.id)).size).toBe(202);
  });
});

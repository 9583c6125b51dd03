import { useTestStore, useWorkbench } from "@cs/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openHttp, type RegisterOutput } from "./fixtures.ts";
import { ping, toolCall } from "./json-rpc.ts";
import { messagesOf, openSession, post, sendRaw } from "./raw-http.ts";

const store = useTestStore();
const bench = useWorkbench();
let endpoint: Awaited<ReturnType<typeof openHttp>>;

beforeAll(async () => {
  endpoint = await openHttp(store);
});
afterAll(async () => {
  await endpoint.close();
});

describe("a session", () => {
  it("that nobody opened is not found, whatever is asked", async () => {
    const unknown = { "mcp-session-id": "3f1a0e3c-0000-4000-8000-000000000000" };
    expect(await post(endpoint.url, ping(1), unknown)).toMatchObject({ status: 404 });
    for (const method of ["GET", "DELETE"]) {
      expect(await sendRaw(endpoint.url, { method, headers: unknown })).toMatchObject({ status: 404 });
    }
  });

  it("gets an id that cannot be guessed", async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => openSession(endpoint.url)));
    expect(new Set(ids.map((id) => id["mcp-session-id"])).size).toBe(5);
    for (const id of ids) expect(id["mcp-session-id"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("ends with DELETE and is not found afterwards", async () => {
    const session = await openSession(endpoint.url);
    expect(await post(endpoint.url, ping(1), session)).toMatchObject({ status: 200 });
    expect(await sendRaw(endpoint.url, { method: "DELETE", headers: session })).toMatchObject({ status: 200 });
    expect(await post(endpoint.url, ping(2), session)).toMatchObject({ status: 404 });
  });

  it("goes on when a request in it is broken", async () => {
    const session = await openSession(endpoint.url);
    expect(await sendRaw(endpoint.url, { headers: session, body: "{" })).toMatchObject({ status: 400 });
    expect(await post(endpoint.url, ping(1), session)).toMatchObject({ status: 200 });
  });
});

describe("twenty clients at once", () => {
  it("with the same JSON-RPC ids each get their own answers", async () => {
    const clientIds = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const answer = await store.run("register_client", { clientName: `Own ${index}` });
        return (answer as unknown as RegisterOutput).client.clientId;
      }),
    );
    const sessions = await Promise.all(clientIds.map(() => openSession(endpoint.url)));
    const answers = await Promise.all(
      sessions.flatMap((session, index) =>
        // The ids 1 to 5 are in use in all sessions at the same time.
        [1, 2, 3, 4, 5].map(async (id) => {
          const call = toolCall(id, "get_client_overview", { clientId: clientIds[index] });
          const [message] = messagesOf(await post(endpoint.url, call, session));
          return { id, index, message };
        }),
      ),
    );
    for (const { id, index, message } of answers) {
      expect(message).toMatchObject({
        id,
        result: { structuredContent: { client: { clientId: clientIds[index], clientName: `Own ${index}` } } },
      });
    }
  });

  it("of the SDK work side by side", async () => {
    const connections = await Promise.all(Array.from({ length: 20 }, () => bench.connectHttp(endpoint.url)));
    const registered = await Promise.all(
      connections.map((connection, index) =>
        connection.call<RegisterOutput>("register_client", { clientName: `Side ${index}` }),
      ),
    );
    expect(registered.map(({ client }) => client.clientName)).toEqual(connections.map((_, index) => `Side ${index}`));
  });
});

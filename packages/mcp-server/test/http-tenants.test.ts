import { createApiKey, ensureTenant } from "@cs/services";
import { useTestStore } from "@cs/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openHttp } from "./fixtures.ts";
import { ping, toolCall } from "./json-rpc.ts";
import { messagesOf, openSession, post, sendRaw } from "./raw-http.ts";

const store = useTestStore();
let endpoint: Awaited<ReturnType<typeof openHttp>>;

beforeAll(async () => {
  for (const tenantId of ["north", "south"]) await ensureTenant(store.persistence, tenantId);
  await keyOf("north", "first");
  endpoint = await openHttp(store, { HTTP_PUBLIC_URL: "https://cs.example/mcp" });
});
afterAll(() => endpoint.close());

/** Headers of a new key of a tenant. */
async function keyOf(tenantId: string, name: string, scopes = ["cs:read", "cs:write"]) {
  const { key } = await createApiKey({ persistence: store.persistence, tenantId, actor: "local", name, scopes });
  return { authorization: `Bearer ${key}` };
}

describe("a session", () => {
  it("is not found by another caller, of the same tenant or another, and goes on for its own", async () => {
    const url = endpoint.localUrl;
    const own = await keyOf("north", "own");
    const session = await openSession(url, own);
    for (const other of [await keyOf("north", "other"), await keyOf("south", "own")]) {
      expect(await post(url, ping(1), { ...session, ...other })).toMatchObject({ status: 404 });
      for (const method of ["GET", "DELETE"]) {
        expect(await sendRaw(url, { method, headers: { ...session, ...other } })).toMatchObject({ status: 404 });
      }
    }
    expect(await post(url, ping(2), session)).toMatchObject({ status: 401 });
    expect(await post(url, ping(3), { ...session, ...own })).toMatchObject({ status: 200 });
  });
});

describe("fifty clients of two tenants at once", () => {
  it("with the same JSON-RPC ids get no answer of each other", async () => {
    const url = endpoint.localUrl;
    const rounds = [1, 2, 3];
    const clients = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const tenantId = index % 2 === 0 ? "north" : "south";
        const key = await keyOf(tenantId, `client-${index}`);
        return { name: `Only ${tenantId} ${index}`, session: { ...key, ...(await openSession(url, key)) } };
      }),
    );
    const registered = await Promise.all(
      clients.map(async ({ name, session }) =>
        messagesOf(await post(url, toolCall(1, "register_client", { clientName: name }), session)),
      ),
    );
    expect(registered).toMatchObject(
      clients.map(({ name }) => [{ id: 1, result: { structuredContent: { client: { clientName: name } } } }]),
    );
    const answers = await Promise.all(
      clients.flatMap(({ name, session }) =>
        rounds.map(async (id) => {
          const found = await post(url, toolCall(id, "list_clients", { search: name, limit: 1 }), session);
          return { name, id, messages: messagesOf(found) };
        }),
      ),
    );
    expect(answers).toHaveLength(150);
    const crossed = answers.filter(({ name, id, messages: [message] }) => {
      const shown = JSON.stringify(message?.result);
      return (
        message?.id !== id || !shown.includes(`"${name}"`) || shown.includes(name.includes("north") ? "south" : "north")
      );
    });
    expect(crossed).toEqual([]);
    const counts = "SELECT tenant_id AS tenant, count(*)::int FROM cs.accounts GROUP BY 1 ORDER BY 1";
    expect(await store.query(counts)).toEqual([
      { tenant: "north", count: 25 },
      { tenant: "south", count: 25 },
    ]);
  });
});

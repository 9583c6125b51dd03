import { useTestStore } from "@cs/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openHttp } from "./fixtures.ts";
import { initialize, ping } from "./json-rpc.ts";
import { messagesOf, openSession, post, sendRaw } from "./raw-http.ts";

const store = useTestStore();
let endpoint: Awaited<ReturnType<typeof openHttp>>;

beforeAll(async () => {
  endpoint = await openHttp(store);
});
afterAll(async () => {
  await endpoint.close();
});

const port = () => new URL(endpoint.url).port;

describe("a request is refused with 403 before its body is read", () => {
  it.each([
    { what: "the host of a rebound name", headers: () => ({ host: `evil.example:${port()}` }) },
    { what: "an address that only looks local", headers: () => ({ host: `127.0.0.1.evil.example:${port()}` }) },
    { what: "a host with a user part", headers: () => ({ host: `127.0.0.1@evil.example:${port()}` }) },
    { what: "the origin of a web page", headers: () => ({ origin: "https://evil.example" }) },
    { what: "the origin of a sandboxed page", headers: () => ({ origin: "null" }) },
    { what: "an origin that starts with localhost", headers: () => ({ origin: "http://localhost.evil.example" }) },
    { what: "an origin that is no URL", headers: () => ({ origin: "localhost" }) },
  ])("with $what", async ({ headers }) => {
    // The body is announced and never sent: a server that waited for it would never answer.
    const announced = { ...headers(), "content-length": "1000000" };
    const response = await sendRaw(endpoint.url, { headers: announced, open: true });
    expect(response.status).toBe(403);
    expect(messagesOf(response)).toEqual([
      { jsonrpc: "2.0", error: { code: expect.any(Number), message: expect.any(String) }, id: null },
    ]);
    expect(response.headers["access-control-allow-origin"]).toBeUndefined();
  });

  it("also within a session that is open", async () => {
    const session = await openSession(endpoint.url);
    expect(await post(endpoint.url, ping(1), { ...session, origin: "https://evil.example" })).toMatchObject({
      status: 403,
    });
  });
});

describe("a host or an origin that is configured", () => {
  it.each([
    { what: "the public URL", headers: { host: "cs.example" } },
    { what: "another host, with a port", headers: { host: "cs.internal:8082" } },
    { what: "an origin", headers: { origin: "https://app.example" } },
  ])("is accepted: $what", async ({ headers }) => {
    const key = "k".repeat(43);
    const settings = {
      MCP_API_KEY: key,
      HTTP_PUBLIC_URL: "https://cs.example/mcp",
      HTTP_ALLOWED_HOSTS: "cs.internal",
      HTTP_ALLOWED_ORIGINS: "https://app.example",
    };
    const { url, localUrl: local, close } = await openHttp(store, settings);
    const authorization = `Bearer ${key}`;
    expect(url).toBe("https://cs.example/mcp");
    expect(await post(local, initialize(1), { ...headers, authorization })).toMatchObject({ status: 200 });
    expect(await post(local, initialize(1), { host: "app.example", authorization })).toMatchObject({ status: 403 });
    expect(await post(local, initialize(1), { origin: "http://app.example", authorization })).toMatchObject({
      status: 403,
    });
    await close();
  });
});

describe("a request of this machine is accepted", () => {
  it.each([
    { what: "localhost by name", headers: () => ({ host: `localhost:${port()}` }) },
    { what: "the IPv6 loopback", headers: () => ({ host: `[::1]:${port()}` }) },
    { what: "a local web page", headers: () => ({ origin: "http://localhost:6274" }) },
  ])("from $what", async ({ headers }) => {
    expect(await post(endpoint.url, initialize(1), headers())).toMatchObject({ status: 200 });
  });
});

describe("a request that is not MCP", () => {
  it.each(["/", "/mcpx", "/mcp/x", "/.well-known/oauth-authorization-server"])("to %s gets 404", async (path) => {
    const url = new URL(path, endpoint.url).href;
    for (const method of ["GET", "POST", "DELETE"])
      expect(await sendRaw(url, { method })).toMatchObject({ status: 404 });
  });

  it.each([
    { what: "broken JSON", body: '{"jsonrpc": "2.0", ' },
    { what: "no body", body: "" },
    { what: "JSON that is no message", body: '{"hello": 1}' },
    { what: "a call before initialize", body: JSON.stringify(ping(1)) },
  ])("with $what gets 400", async ({ body }) => {
    const response = await sendRaw(endpoint.url, { body });
    expect(response.status).toBe(400);
    expect(messagesOf(response)).toMatchObject([{ jsonrpc: "2.0", error: { code: expect.any(Number) } }]);
  });

  it("with a body that announces more than 4 MB gets 413 before it is sent", async () => {
    const headers = { "content-length": String(4 * 1024 * 1024 + 1) };
    const response = await sendRaw(endpoint.url, { headers, open: true });
    expect(response).toMatchObject({ status: 413, headers: { connection: "close" } });
  });

  it("with a body of 4 MB is read", async () => {
    const message = JSON.stringify(initialize(1));
    const body = message + " ".repeat(4 * 1024 * 1024 - message.length);
    expect(await sendRaw(endpoint.url, { body })).toMatchObject({ status: 200 });
  });

  it.each(["text/plain", "application/json-seq", "multipart/form-data; a=application/json"])(
    "with a body of the type %s gets 415",
    async (type) => {
      const headers = { "content-type": type };
      expect(await sendRaw(endpoint.url, { headers, body: "{}" })).toMatchObject({ status: 415 });
    },
  );

  it("with a body of 20 MB is refused, and the server keeps serving", async () => {
    const body = Buffer.alloc(20 * 1024 * 1024, "x");
    // The server may close the connection while the body is still being sent.
    const status = await sendRaw(endpoint.url, { body }).then(
      (response) => response.status,
      () => 413,
    );
    expect(status).toBe(413);
    expect(await post(endpoint.url, initialize(1))).toMatchObject({ status: 200 });
  });

  it("with another method gets 405", async () => {
    expect(await sendRaw(endpoint.url, { method: "PUT" })).toMatchObject({
      status: 405,
      headers: { allow: "GET, POST, DELETE" },
    });
  });

  it("with a target that is no path does not harm the server", async () => {
    await sendRaw(endpoint.url, { method: "GET", headers: { "mcp-session-id": "" } });
    const odd = await sendRaw(endpoint.url.replace("/mcp", "//mcp"), { method: "GET" });
    expect(odd.status).toBe(404);
    expect(await post(endpoint.url, initialize(1))).toMatchObject({ status: 200 });
  });
});

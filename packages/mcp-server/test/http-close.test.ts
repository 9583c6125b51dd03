import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CsError } from "@cs/models";
import { until, useTestStore, useWorkbench } from "@cs/testing";
import { afterEach, describe, expect, it } from "vitest";
import { openHttp } from "./fixtures.ts";
import { initialize, toolCall } from "./json-rpc.ts";
import { withAccountsLocked } from "./lock-accounts.ts";
import { messagesOf, openSession, post, sendRaw } from "./raw-http.ts";

const store = useTestStore();
const bench = useWorkbench();
/** Half a second for connections that do not end by themselves; the rest is for a busy machine. */
const drainMilliseconds = 500 + 1000;
let endpoint: Awaited<ReturnType<typeof openHttp>> | undefined;

afterEach(async () => {
  await endpoint?.close();
  endpoint = undefined;
});

async function open(): Promise<string> {
  endpoint = await openHttp(store);
  return endpoint.url;
}

const get = (url: string) => sendRaw(url, { method: "GET" });

async function millisecondsToClose(): Promise<number> {
  const started = performance.now();
  await endpoint?.close();
  return performance.now() - started;
}

describe("closing an HTTP server", () => {
  it("ends event streams that are open", async () => {
    const url = await open();
    const session = await openSession(url);
    const stream = sendRaw(url, { method: "GET", headers: { ...session, accept: "text/event-stream" } });
    const connection = await bench.connectHttp(url);
    expect(await connection.call("list_clients")).toMatchObject({ total: 0 });
    expect(await millisecondsToClose()).toBeLessThan(drainMilliseconds);
    expect(await stream).toMatchObject({ status: 200 });
  });

  it("does not wait for a client that never sends its body", async () => {
    const url = await open();
    const hanging = sendRaw(url, { headers: { "content-length": "1000" }, open: true }).catch(() => "cut off");
    await until(async () => (await post(url, initialize(1))).status === 200);
    expect(await millisecondsToClose()).toBeLessThan(drainMilliseconds);
    await hanging;
  });

  it("lets a running call finish and answers it", async () => {
    const url = await open();
    const session = await openSession(url);
    const answer = await withAccountsLocked(store, async (lock) => {
      const call = post(url, toolCall(7, "register_client", { clientName: "Drained" }), session);
      await lock.hangingCall();
      const closed = endpoint?.close();
      await lock.release();
      await closed;
      return call;
    });
    expect(messagesOf(answer)).toMatchObject([{ id: 7, result: { structuredContent: { created: true } } }]);
  });

  it("meanwhile answers new requests with 503 and says that it is not ready, though it lives", async () => {
    const url = await open();
    const session = await openSession(url);
    const ready = new URL("/readyz", url).href;
    expect(await get(ready)).toMatchObject({ status: 200 });
    await withAccountsLocked(store, async (lock) => {
      const call = post(url, toolCall(7, "register_client", { clientName: "Slow" }), session);
      await lock.hangingCall();
      const closed = endpoint?.close();
      expect(await post(url, toolCall(8, "list_clients", {}), session)).toMatchObject({
        status: 503,
        headers: { connection: "close", "retry-after": "1" },
      });
      expect(await post(url, initialize(1))).toMatchObject({ status: 503 });
      expect(await get(ready)).toMatchObject({ status: 503, body: expect.stringContaining("stopping") });
      expect(await get(new URL("/healthz", url).href)).toMatchObject({ status: 200 });
      await lock.release();
      expect(messagesOf(await call)).toMatchObject([{ id: 7, result: { structuredContent: { created: true } } }]);
      await closed;
    });
  });

  it("does not wait for a call longer than it may take", async () => {
    endpoint = await openHttp(store, { HTTP_GRACE_SECONDS: "1" });
    const { url } = endpoint;
    const session = await openSession(url);
    await withAccountsLocked(store, async (lock) => {
      const call = post(url, toolCall(7, "register_client", { clientName: "Too slow" }), session).catch(() => null);
      await lock.hangingCall();
      const closed = endpoint?.close();
      expect(messagesOf((await call) ?? { status: 0, headers: {}, body: "" })).toEqual([]);
      await lock.release();
      await closed;
    });
  });

  it("refuses new connections afterwards", async () => {
    const url = await open();
    await endpoint?.close();
    await expect(post(url, initialize(1))).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});

describe("a port that is in use", () => {
  it("is a configuration error that names HTTP_PORT", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    try {
      const { port } = other.address() as AddressInfo;
      const failure = await openHttp(store, { HTTP_PORT: String(port) }).catch((error: unknown) => error);
      expect(CsError.isInstance(failure)).toBe(true);
      expect(failure).toMatchObject({
        code: "configuration",
        field: "HTTP_PORT",
        message: `Port ${port} is already in use.`,
        hint: expect.stringContaining("HTTP_PORT"),
      });
    } finally {
      other.close();
    }
  });
});

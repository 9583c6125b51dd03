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
/** 1.5 s for running calls; the rest is for a busy machine. */
const drainMilliseconds = 1500 + 1000;
let endpoint: Awaited<ReturnType<typeof openHttp>> | undefined;

afterEach(async () => {
  await endpoint?.close();
  endpoint = undefined;
});

async function open(): Promise<string> {
  endpoint = await openHttp(store);
  return endpoint.url;
}

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

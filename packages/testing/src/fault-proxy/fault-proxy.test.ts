import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "../processes/process-state.ts";
import { type FaultProxy, openFaultProxy } from "./fault-proxy.ts";

let echo: Server;
let proxy: FaultProxy;
const clients: Socket[] = [];

beforeEach(async () => {
  echo = createServer((socket) => socket.on("error", () => {}).pipe(socket)).listen(0, "127.0.0.1");
  await once(echo, "listening");
  proxy = await openFaultProxy(`tcp://127.0.0.1:${(echo.address() as AddressInfo).port}`);
});
afterEach(async () => {
  await proxy.close();
  for (const client of clients.splice(0)) client.destroy();
  echo.close();
  await once(echo, "close");
});

/** A client that keeps what it got and how it ended. */
interface Client {
  readonly socket: Socket;
  text(): string;
  /** Code of the error that broke it, or null after an orderly end. */
  readonly ended: Promise<string | null>;
}

function open(): Client {
  const socket = connect({ port: Number(new URL(proxy.url).port), host: "127.0.0.1" });
  clients.push(socket);
  let text = "";
  socket.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  let code: string | null = null;
  socket.on("error", (error: NodeJS.ErrnoException) => {
    code = error.code ?? error.message;
  });
  const ended = new Promise<string | null>((resolve) => socket.on("close", () => resolve(code)));
  return { socket, text: () => text, ended };
}

async function say(client: Client, words: string): Promise<void> {
  const wanted = client.text() + words;
  client.socket.write(words);
  await until(() => client.text() === wanted);
}

describe("a fault proxy", () => {
  it("passes bytes both ways and the end of each side, and counts them", async () => {
    const client = open();
    await say(client, "hello");
    await say(client, " again");
    expect(proxy.counts).toEqual({ connections: 1, open: 1, bytes: { toServer: 11, toClient: 11 } });
    client.socket.end("bye");
    expect(await client.ended).toBeNull();
    expect(client.text()).toBe("hello againbye");
    await until(() => proxy.counts.open === 0);
  });

  it("carries more than sockets buffer", async () => {
    const client = open();
    const words = "0123456789".repeat(500_000);
    client.socket.end(words);
    expect(await client.ended).toBeNull();
    expect(client.text()).toBe(words);
  });

  it.each(["toServer", "toClient"] as const)("delays bytes %s in their order", async (direction) => {
    const client = open();
    await say(client, "fast ");
    await proxy.set({ kind: "latency", [direction]: 60 });
    const started = performance.now();
    await say(client, "slow ");
    // Timers may fire up to a millisecond early.
    expect(performance.now() - started).toBeGreaterThanOrEqual(59);
    client.socket.write("held ");
    await proxy.set({ kind: "pass" });
    client.socket.write("fast");
    await until(() => client.text() === "fast slow held fast");
  });

  it("as a black hole accepts and answers nothing; what was held arrives when it passes again", async () => {
    const before = open();
    await say(before, "before");
    await proxy.set({ kind: "blackHole" });
    const during = open();
    await once(during.socket, "connect");
    during.socket.write("during");
    before.socket.write(" and after");
    await until(() => proxy.counts.connections === 2);
    expect([before.text(), during.text()]).toEqual(["before", ""]);
    await proxy.set({ kind: "pass" });
    await until(() => before.text() === "before and after" && during.text() === "during");
  });

  it("resets open connections at once and new ones as they come, until it passes again", async () => {
    const before = open();
    await say(before, "before");
    await proxy.set({ kind: "reset" });
    expect(await before.ended).toBe("ECONNRESET");
    expect(await open().ended).toBe("ECONNRESET");
    await proxy.set({ kind: "pass" });
    await say(open(), "after");
  });

  it.each([0, 4])("resets in the middle of an answer, after %i bytes of it", async (bytes) => {
    const client = open();
    await say(client, "first");
    await proxy.set({ kind: "resetAfter", direction: "toClient", bytes });
    client.socket.write("second");
    expect(await client.ended).toBe("ECONNRESET");
    expect(proxy.counts.bytes).toEqual({ toServer: 11, toClient: 5 + bytes });
    expect("firstsecond".startsWith(client.text())).toBe(true);
  });

  it("resets before a question has reached the server", async () => {
    await proxy.set({ kind: "resetAfter", direction: "toServer", bytes: 2 });
    const client = open();
    client.socket.write("question");
    expect(await client.ended).toBe("ECONNRESET");
    expect(proxy.counts.bytes.toServer).toBe(2);
  });

  it("refuses with a closed port and opens the same one again", async () => {
    const before = open();
    await say(before, "before");
    await proxy.set({ kind: "refuse" });
    expect(await before.ended).toBe("ECONNRESET");
    expect(await open().ended).toBe("ECONNREFUSED");
    await proxy.set({ kind: "pass" });
    await say(open(), "after");
    expect(proxy.counts.connections).toBe(2);
  });

  it("resets its client when the server cannot be reached", async () => {
    const gone = await openFaultProxy(proxy.url);
    await proxy.set({ kind: "refuse" });
    const socket = connect({ port: Number(new URL(gone.url).port), host: "127.0.0.1" });
    const [error] = await once(socket, "error");
    expect(error).toMatchObject({ code: "ECONNRESET" });
    await gone.close();
  });

  it("leaves nothing open when it is closed, whatever it was doing", async () => {
    const client = open();
    await say(client, "before");
    await proxy.set({ kind: "latency", toServer: 60_000, toClient: 60_000 });
    client.socket.write("never");
    const held = open();
    await until(() => proxy.counts.open === 2);
    await proxy.close();
    expect(proxy.counts.open).toBe(0);
    expect(await client.ended).toBe("ECONNRESET");
    expect(await held.ended).toBe("ECONNRESET");
    await until(async () => (await promisify(echo.getConnections.bind(echo))()) === 0);
    expect(await open().ended).toBe("ECONNREFUSED");
    await proxy.close();
  });
});

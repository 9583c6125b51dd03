import { setTimeout as sleep } from "node:timers/promises";
import type { IntegrationError, IntegrationFailure } from "@cs/models";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fixedAuthorization } from "../src/http/authorization.ts";
import type { CallReport } from "../src/http/call-report.ts";
import { createVendorClient } from "../src/http/vendor-client.ts";
import { answer, badGateway, drip, hang, htmlSuccess, openFaultServer, type Reply, reset } from "./fault-server.ts";

const read = {
  operation: "exportEvents",
  method: "GET",
  path: "/export",
  repeat: "always",
  item: z.object({ n: z.number() }),
} as const;

function clientTo(baseUrl: string) {
  const reports: CallReport[] = [];
  const client = createVendorClient({
    vendor: "mixpanel",
    baseUrl,
    authorization: fixedAuthorization("Basic s3cr3t"),
    timeouts: { connect: 500, start: 300, body: 300, total: 600 },
    firstRetryMs: 1,
    onCall: (report) => reports.push(report),
  });
  return { ...client, reports };
}

/** What came before the end, and how it ended. */
async function readAll(items: AsyncIterable<{ n: number }>) {
  const numbers: number[] = [];
  try {
    for await (const { n } of items) numbers.push(n);
    return { numbers, error: null };
  } catch (error) {
    return { numbers, error: error as IntegrationError };
  }
}

/** An answer in chunks as HTTP frames them; without `last` it is never whole. */
function chunked(parts: readonly (string | Buffer)[], then: "last" | "reset" | "end" | "hang" = "last"): Reply {
  return (socket) => {
    socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
    for (const part of parts) {
      const bytes = Buffer.from(part);
      socket.write(Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]));
    }
    if (then === "last") socket.write("0\r\n\r\n");
    if (then === "end") socket.end();
    if (then === "reset") setTimeout(() => socket.resetAndDestroy(), 20);
  };
}

const good = chunked(['{"n":1}\n{"n":2}\n']);

describe("an answer in lines", () => {
  it.each([
    ["in one part", good],
    ["without an end of the last line", chunked(['{"n":1}\n{"n":2}'])],
    ["with empty lines and CRLF", chunked(['\n{"n":1}\r\n\r\n{"n":2}\n\n'])],
    ["byte by byte", chunked([...'{"n":1}\n{"n":2}\n'])],
    ["with a length", answer(200, '{"n":1}\n{"n":2}\n')],
  ])("is read %s", async (_, reply) => {
    const client = clientTo((await openFaultServer(reply)).url);
    expect(await readAll(client.stream(read))).toEqual({ numbers: [1, 2], error: null });
    expect(client.reports).toMatchObject([{ operation: "exportEvents", outcome: "done", status: 200, attempts: 1 }]);
  });

  it("keeps a character that two parts share", async () => {
    const bytes = Buffer.from('{"text":"grün"}\n');
    const cut = bytes.indexOf(0xc3) + 1;
    const server = await openFaultServer(chunked([bytes.subarray(0, cut), bytes.subarray(cut)]));
    const items: unknown[] = [];
    for await (const item of clientTo(server.url).stream({ ...read, item: z.object({ text: z.string() }) })) {
      items.push(item);
    }
    expect(items).toEqual([{ text: "grün" }]);
  });

  it("may be nothing at all", async () => {
    const server = await openFaultServer(chunked([]));
    expect(await readAll(clientTo(server.url).stream(read))).toEqual({ numbers: [], error: null });
  });

  it("is not asked for before its first line is", async () => {
    const server = await openFaultServer(good);
    clientTo(server.url).stream(read);
    await sleep(50);
    expect(server.requests).toHaveLength(0);
  });
});

const beforeTheFirst: readonly [name: string, reply: Reply, failure: IntegrationFailure][] = [
  ["accepts and hangs", hang, "timeout"],
  ["drips", drip, "timeout"],
  ["resets before the answer", reset, "connection_lost"],
  ["answers 502 in HTML", badGateway, "vendor_failure"],
  ["answers 200 in HTML", htmlSuccess, "bad_answer"],
  ["cuts the first line", chunked(['{"n":'], "end"), "connection_lost"],
  ["answers with another shape", chunked(['{"error":"x"}\n']), "bad_answer"],
  ["does not say how its answer ends", (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n{"n":1}\n'), "bad_answer"],
];

describe.each(beforeTheFirst)("a vendor that %s", (_, reply, failure) => {
  it("is asked again, as nothing was given yet", async () => {
    const server = await openFaultServer(reply, good);
    const client = clientTo(server.url);
    expect(await readAll(client.stream(read))).toEqual({ numbers: [1, 2], error: null });
    expect(client.reports).toMatchObject([{ outcome: "done", attempts: 2 }]);
  });

  it("is asked four times at most", async () => {
    const server = await openFaultServer(reply);
    const { error } = await readAll(clientTo(server.url).stream(read));
    expect(error).toMatchObject({ failure, retryable: true });
    expect(server.requests).toHaveLength(4);
  });
});

const afterTheFirst: readonly [name: string, reply: Reply, failure: IntegrationFailure][] = [
  ["breaks the connection in a line", chunked(['{"n":1}\n', '{"n":'], "reset"), "connection_lost"],
  ["breaks the connection after a line", chunked(['{"n":1}\n'], "reset"), "connection_lost"],
  ["ends the connection after a line", chunked(['{"n":1}\n'], "end"), "connection_lost"],
  ["says nothing more", chunked(['{"n":1}\n'], "hang"), "timeout"],
  ["ends the answer in a line", chunked(['{"n":1}\n{"n":']), "bad_answer"],
  ["says that it stopped early", chunked(['{"n":1}\nterminated early\n']), "bad_answer"],
];

describe.each(afterTheFirst)("a vendor that %s", (_, reply, failure) => {
  it("is not asked again, and what came before is followed by an error", async () => {
    const server = await openFaultServer(reply, good);
    const client = clientTo(server.url);
    const { numbers, error } = await readAll(client.stream(read));
    expect(numbers).toEqual([1]);
    expect(error).toMatchObject({ vendor: "mixpanel", operation: "exportEvents", failure, mayHaveHappened: false });
    expect(server.requests).toHaveLength(1);
    expect(client.reports).toMatchObject([{ outcome: failure, attempts: 1 }]);
  });
});

it("a line that drips is given up in the time of one answer, however often a byte comes", async () => {
  const server = await openFaultServer((socket) => {
    chunked(['{"n":1}\n'], "hang")(socket);
    const timer = setInterval(() => socket.write("1\r\n \r\n"), 20);
    socket.on("close", () => clearInterval(timer));
  });
  const { numbers, error } = await readAll(clientTo(server.url).stream(read));
  expect({ numbers, failure: error?.failure }).toEqual({ numbers: [1], failure: "timeout" });
});

it("a reader may take longer than the vendor may", async () => {
  const server = await openFaultServer(good);
  const numbers: number[] = [];
  for await (const { n } of clientTo(server.url).stream(read)) {
    numbers.push(n);
    await sleep(700);
  }
  expect(numbers).toEqual([1, 2]);
});

it("whoever stops reading ends the connection, and that is no failure", async () => {
  let closed: () => void = () => {};
  const closing = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const server = await openFaultServer((socket) => {
    socket.on("close", () => closed());
    chunked(['{"n":1}\n'], "hang")(socket);
  });
  const client = clientTo(server.url);
  for await (const _ of client.stream(read)) break;
  await closing;
  expect(client.reports).toMatchObject([{ outcome: "cancelled" }]);
});

it("a signal ends it in the middle, with its reason", async () => {
  const server = await openFaultServer(chunked(['{"n":1}\n'], "hang"));
  const stop = new AbortController();
  const client = clientTo(server.url);
  const reading = (async () => {
    for await (const _ of client.stream({ ...read, signal: stop.signal })) stop.abort();
  })();
  await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  expect(client.reports).toMatchObject([{ outcome: "cancelled" }]);
});

it("closing the client breaks it off, and does not wait for its reader", async () => {
  const server = await openFaultServer(chunked(['{"n":1}\n'], "hang"));
  const client = clientTo(server.url);
  const reading = (async () => {
    for await (const _ of client.stream(read)) await client.close();
  })();
  await expect(reading).rejects.toMatchObject({ failure: "connection_lost" });
});

it("an answer that breaks off counts for the breaker like any other failure", async () => {
  const server = await openFaultServer(chunked(['{"n":1}\n'], "reset"), badGateway);
  const client = clientTo(server.url);
  const failures: unknown[] = [];
  for (let calls = 0; calls < 3; calls += 1) failures.push((await readAll(client.stream(read))).error?.failure);
  expect(failures).toEqual(["connection_lost", "vendor_failure", "circuit_open"]);
  expect(server.requests).toHaveLength(1 + 4);
});

it("holds only a little of a long answer, however slowly it is read", async () => {
  const line = Buffer.from(`${JSON.stringify({ n: 1, filler: "x".repeat(10_000) })}\n`);
  const lines = 20_000;
  let sent = 0;
  const server = await openFaultServer(async (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${line.length * lines}\r\n\r\n`);
    for (; sent < lines; sent += 1) {
      if (!socket.write(line)) await new Promise((resolve) => socket.once("drain", resolve));
    }
  });
  let [count, most] = [0, 0];
  for await (const { n } of clientTo(server.url).stream(read)) {
    count += n;
    if (count % 1000 !== 0) continue;
    await sleep(20);
    most = Math.max(most, sent - count);
  }
  expect(count).toBe(lines);
  // Of 200 MB; what the kernel holds between the two counts too.
  expect(most * line.length).toBeLessThan(50 * 1024 * 1024);
});

import type { IntegrationError } from "@cs/models";
import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { fixedAuthorization } from "../src/http/authorization.ts";
import type { CallReport } from "../src/http/call-report.ts";
import type { VendorCall } from "../src/http/vendor-call.ts";
import { createVendorClient, type VendorClientOptions } from "../src/http/vendor-client.ts";
import { answer, badGateway, openFaultServer } from "./fault-server.ts";
import { faults } from "./faults.ts";

const secret = "Bearer s3cr3t-token";
const good = answer(200, { ticket: { id: 7 } });
const shape = z.object({ ticket: z.object({ id: z.number() }) });
const read = { operation: "getTicket", method: "GET", path: "/tickets/7", repeat: "always", answer: shape } as const;
const mail = {
  ...read,
  operation: "sendEmail",
  method: "POST",
  body: { to: "x@example.com" },
  repeat: "unless_sent",
} as const;

function clientTo(baseUrl: string, options: VendorClientOptions = {}) {
  const reports: CallReport[] = [];
  const client = createVendorClient({
    vendor: "zendesk",
    baseUrl,
    authorization: fixedAuthorization(secret),
    timeouts: { connect: 500, headers: 300, body: 300, total: 600 },
    firstRetryMs: 1,
    onCall: (report) => reports.push(report),
    ...options,
  });
  return { ...client, reports };
}

const failing = (sending: Promise<unknown>): Promise<IntegrationError> =>
  sending.then(
    () => Promise.reject(new Error("it did not fail")),
    (error: IntegrationError) => error,
  );

afterEach(() => {
  vi.useRealTimers();
});

describe.each(faults)("a vendor that %s", (_, reply, failure) => {
  it("is asked again for what has the same effect twice", async () => {
    const server = await openFaultServer(reply, good);
    const client = clientTo(server.url);
    expect(await client.send(read)).toEqual({ ticket: { id: 7 } });
    expect(server.requests).toHaveLength(2);
    expect(client.reports).toMatchObject([{ operation: "getTicket", outcome: "done", attempts: 2 }]);
  });

  it("is asked four times at most, each in bounded time", async () => {
    const server = await openFaultServer(reply);
    const error = await failing(clientTo(server.url).send(read));
    expect(error).toMatchObject({ code: "integration", vendor: "zendesk", failure, retryable: true });
    expect(error.mayHaveHappened).toBe(false);
    expect(server.requests).toHaveLength(4);
  });

  it("is never asked again for what would happen twice", async () => {
    const server = await openFaultServer(reply, good);
    const error = await failing(clientTo(server.url).send(mail));
    expect(error).toMatchObject({ failure, mayHaveHappened: true });
    expect(server.requests).toHaveLength(1);
  });
});

describe("a vendor that cannot be reached", () => {
  it("is tried again even for a mail, which it cannot have seen", async () => {
    const error = await failing(clientTo("http://127.0.0.1:9").send(mail));
    expect(error).toMatchObject({ failure: "unreachable", mayHaveHappened: false, status: null });
  });

  it("costs no more than the time to connect", async () => {
    // A documentation address (RFC 5737), which nobody answers or a router refuses.
    const client = clientTo("http://192.0.2.1", { timeouts: { connect: 100, total: 1000 } });
    expect(await failing(client.send(mail))).toMatchObject({ mayHaveHappened: false });
  });
});

describe("a vendor that limits", () => {
  const limited = (headers: Record<string, string>) => answer(429, {}, headers);
  const now = Date.now();

  it.each([
    ["seconds", limited({ "retry-after": "0.2" })],
    ["an HTTP date by its own clock", limited({ date: httpDate(0), "retry-after": httpDate(1000) })],
    ["the time of the reset by its own clock", limited({ date: httpDate(0), "x-ratelimit-reset": "1000000001" })],
  ])("is waited for as it says in %s, for a mail too", async (_, reply) => {
    const server = await openFaultServer(reply, good);
    await clientTo(server.url).send(mail);
    expect(server.requests).toHaveLength(2);
  });

  it("for longer than a minute is not waited for, and the caller hears for how long", async () => {
    const server = await openFaultServer(limited({ "retry-after": "120" }));
    const error = await failing(clientTo(server.url, { now: () => now }).send(read));
    expect(error).toMatchObject({ failure: "rate_limited", status: 429, retryAfterMs: 120_000, retryable: true });
    expect(server.requests).toHaveLength(1);
  });

  it("does not hold a caller who no longer waits", async () => {
    const server = await openFaultServer(limited({ "retry-after": "50" }));
    const stop = new AbortController();
    const client = clientTo(server.url);
    const sending = client.send({ ...read, signal: stop.signal });
    setTimeout(() => stop.abort(), 100);
    await expect(sending).rejects.toMatchObject({ name: "AbortError" });
    expect(client.reports).toMatchObject([{ outcome: "cancelled" }]);
  });
});

describe("refusals", () => {
  it.each([
    [400, "refused"],
    [401, "unauthorised"],
    [403, "forbidden"],
    [404, "not_found"],
    [409, "conflict"],
    [422, "refused"],
  ] as const)("with %i are final", async (status, failure) => {
    const server = await openFaultServer(answer(status, { error: "x" }, { "x-request-id": "r-1" }));
    const error = await failing(clientTo(server.url).send(read));
    expect(error).toMatchObject({ failure, status, retryable: false, mayHaveHappened: false, vendorRequestId: "r-1" });
    expect(server.requests).toHaveLength(1);
  });

  it("that say something are read by calls that ask for it, and stay refusals where they cannot be", async () => {
    const server = await openFaultServer(answer(409, { ticket: { id: 7 } }), answer(409, { error: "x" }));
    const client = clientTo(server.url);
    const asking = { ...mail, alsoAnswers: [409] };
    expect(await client.send(asking)).toEqual({ ticket: { id: 7 } });
    expect(await failing(client.send(asking))).toMatchObject({ failure: "conflict", mayHaveHappened: false });
    expect(server.requests).toHaveLength(2);
  });

  it("say nothing of credentials or of what was sent", async () => {
    const server = await openFaultServer(answer(422, { error: `${secret} x@example.com` }));
    const client = clientTo(server.url);
    const error = await failing(client.send(mail));
    const said = JSON.stringify([error.message, error, error.stack, String(error.cause), client.reports]);
    expect(said).not.toMatch(/s3cr3t|x@example/);
  });

  it("of credentials that can be renewed are asked once more with new ones", async () => {
    const server = await openFaultServer(answer(401, {}), good);
    let token = 1;
    const client = clientTo(server.url);
    const renewing = createVendorClient({
      vendor: "zendesk",
      baseUrl: server.url,
      authorization: {
        header: async () => `Bearer ${token}`,
        async refused() {
          token += 1;
          return true;
        },
        close: async () => {},
      },
    });
    expect(await renewing.send(mail)).toEqual({ ticket: { id: 7 } });
    expect(server.requests.map((request) => /authorization: (.*)\r/i.exec(request)?.[1])).toEqual([
      "Bearer 1",
      "Bearer 2",
    ]);
    await client.close();
  });
});

describe("the breaker", () => {
  const one: VendorCall<unknown> = { ...mail };

  it("opens after exactly five failures, lets one probe through after a minute, and closes when that succeeds", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const server = await openFaultServer(badGateway);
    const client = clientTo(server.url);
    for (let failures = 1; failures <= 5; failures += 1) {
      expect((await failing(client.send(one))).failure).toBe("vendor_failure");
    }
    expect(server.requests).toHaveLength(5);
    expect(await failing(client.send(one))).toMatchObject({ failure: "circuit_open", mayHaveHappened: false });
    vi.setSystemTime(Date.now() + 59_000);
    expect((await failing(client.send(one))).failure).toBe("circuit_open");
    expect(server.requests).toHaveLength(5);

    vi.setSystemTime(Date.now() + 1000);
    const failures = await Promise.all([1, 2, 3].map(async () => (await failing(client.send(one))).failure));
    expect(failures.toSorted()).toEqual(["circuit_open", "circuit_open", "vendor_failure"]);
    expect(server.requests).toHaveLength(6);

    vi.setSystemTime(Date.now() + 60_000);
    server.reply(good);
    expect(await client.send(one)).toEqual({ ticket: { id: 7 } });
    expect(await client.send(one)).toEqual({ ticket: { id: 7 } });
  });

  it("counts attempts, and neither refusals nor limits", async () => {
    const server = await openFaultServer(answer(404, {}));
    const client = clientTo(server.url);
    for (let calls = 0; calls < 6; calls += 1) await failing(client.send(read));
    server.reply(answer(429, {}));
    for (let calls = 0; calls < 3; calls += 1) await failing(client.send(read));
    server.reply(badGateway);
    expect((await failing(client.send(read))).failure).toBe("vendor_failure");
    expect((await failing(client.send(read))).failure).toBe("circuit_open");
    expect(server.requests).toHaveLength(6 + 3 * 4 + 5);
  });

  it("of one vendor is not that of another", async () => {
    const [broken, healthy] = [await openFaultServer(badGateway), await openFaultServer(good)];
    const [first, second] = [clientTo(broken.url), clientTo(healthy.url)];
    for (let calls = 0; calls < 6; calls += 1) await failing(first.send(one));
    expect(await second.send(one)).toEqual({ ticket: { id: 7 } });
  });
});

it("sends no more calls at the same time than it may", async () => {
  let [running, most] = [0, 0];
  const server = await openFaultServer((socket) => {
    running += 1;
    most = Math.max(most, running);
    setTimeout(() => {
      running -= 1;
      good(socket);
    }, 20);
  });
  const client = clientTo(server.url, { concurrency: 3 });
  await Promise.all(Array.from({ length: 12 }, () => client.send(read)));
  expect(server.requests).toHaveLength(12);
  expect(most).toBe(3);
  const flood = await Promise.allSettled(Array.from({ length: 104 }, () => client.send(read)));
  const refused = flood.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
  expect(refused).toMatchObject([{ failure: "busy", mayHaveHappened: false }]);
});

/** Seconds since 1970 of 2001-09-09 and some milliseconds, as HTTP writes times. */
function httpDate(milliseconds: number): string {
  return new Date(1_000_000_000_000 + milliseconds).toUTCString();
}

import { createHmac } from "node:crypto";
import { connect } from "node:net";
import { build, useTestStore } from "@cs/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openHttp } from "./fixtures.ts";
import { sendRaw } from "./raw-http.ts";

const store = useTestStore();
const secret = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";
const settings = {
  ZENDESK_SUBDOMAIN: "example",
  ZENDESK_EMAIL: "ada@example.com",
  ZENDESK_API_TOKEN: "t0ken",
  ZENDESK_WEBHOOK_SECRET: secret,
};
let endpoint: Awaited<ReturnType<typeof openHttp>>;
let url: string;

beforeAll(async () => {
  endpoint = await openHttp(store, settings);
  url = new URL("/webhooks/zendesk", endpoint.url).href;
  await store.persistence.write(store.tenantId, (tx) =>
    tx.facts.write("customers", "zendesk", [build.customer({ externalId: "1" })]),
  );
});
afterAll(() => endpoint.close());

/** An event about ticket 35436 of organisation 1, in the words of Zendesk's documentation. */
function event(id: string, { at = "2024-06-03T10:00:01.500000000Z", type = "priority_changed", detail = {} } = {}) {
  return JSON.stringify({
    account_id: 22129848,
    id,
    subject: "zen:ticket:35436",
    time: at,
    type: `zen:event-type:ticket.${type}`,
    zendesk_event_version: "2022-11-06",
    event: { current: "URGENT", previous: null, meta: { sequence: { id: "1", position: 1 } } },
    detail: {
      id: "35436",
      subject: "Export fails",
      status: "OPEN",
      priority: "URGENT",
      organization_id: "1",
      requester_id: "8447388090494",
      external_id: null,
      created_at: "2024-06-03T09:00:00Z",
      updated_at: "2024-06-03T10:00:01Z",
      via: { channel: "web_service" },
      ...detail,
    },
  });
}

/** The headers with which Zendesk sends a body now. */
function signed(body: string | Buffer, at = new Date().toISOString()): Record<string, string> {
  const signature = createHmac("sha256", secret).update(at).update(body).digest("base64");
  return { "x-zendesk-webhook-signature": signature, "x-zendesk-webhook-signature-timestamp": at };
}

const send = (body: string, headers = signed(body)) => sendRaw(url, { body, headers });
const tickets = () =>
  store.query('SELECT external_id AS id, priority, status, solved_at AS "solvedAt" FROM cs.tickets ORDER BY 1');
const inbox = () => store.query("SELECT event_id AS id, outcome FROM cs.inbox ORDER BY received_at");

describe("a webhook of Zendesk", () => {
  it("changes the ticket with a note in the inbox, and again changes nothing", async () => {
    const body = event("e-1");
    expect(await send(body)).toMatchObject({ status: 200, body: '{"status":"taken"}' });
    expect(await tickets()).toEqual([{ id: "35436", priority: "P0", status: "open", solvedAt: null }]);
    expect(await inbox()).toMatchObject([{ id: "e-1", outcome: { ticket: "35436", status: "inserted" } }]);
    expect(await send(body)).toMatchObject({ status: 200, body: '{"status":"repeated"}' });
    expect(await inbox()).toHaveLength(1);
  });

  it("sent ten times at once has one effect", async () => {
    const body = event("e-2", { detail: { priority: "HIGH", updated_at: "2024-06-03T10:00:02Z" } });
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(body)));
    expect(answers.map((answer) => answer.body).sort()).toEqual([
      ...Array.from({ length: 9 }, () => '{"status":"repeated"}'),
      '{"status":"taken"}',
    ]);
    expect(await inbox()).toHaveLength(2);
    expect(await tickets()).toMatchObject([{ priority: "P1" }]);
  });

  it("that comes late never overwrites what is newer, also within one second", async () => {
    const newer = { status: "SOLVED", priority: "HIGH", updated_at: "2024-06-03T11:00:00Z" };
    await send(event("e-3", { type: "status_changed", at: "2024-06-03T11:00:00.700Z", detail: newer }));
    const older = { priority: "URGENT", updated_at: "2024-06-03T10:30:00Z" };
    await send(event("e-4", { at: "2024-06-03T10:30:00.1Z", detail: older }));
    const inTheSameSecond = { priority: "URGENT", updated_at: "2024-06-03T11:00:00Z" };
    await send(event("e-5", { at: "2024-06-03T11:00:00.100Z", detail: inTheSameSecond }));
    expect(await tickets()).toEqual([
      { id: "35436", priority: "P1", status: "solved", solvedAt: new Date("2024-06-03T11:00:00.700Z") },
    ]);
    expect((await inbox()).slice(-2)).toMatchObject([
      { outcome: { status: "outdated" } },
      { outcome: { status: "outdated" } },
    ]);
  });

  it("of an organisation that nobody knows is kept where people see it", async () => {
    expect(await send(event("e-6", { detail: { id: "7", organization_id: "404" } }))).toMatchObject({ status: 200 });
    expect((await inbox()).at(-1)).toMatchObject({ outcome: { status: "unmatched", reason: "requester_unknown" } });
    expect(await tickets()).toHaveLength(1);
  });

  it.each([
    [
      "an event of a user",
      JSON.stringify({ id: "u", type: "zen:event-type:user.created", time: "2024-06-03T10:00:00Z" }),
    ],
    ["an event that does not describe its ticket", event("e-7", { detail: { status: "DELETED" } })],
  ])("with %s is answered and changes nothing", async (_, body) => {
    const before = [await tickets(), await inbox()];
    expect(await send(body)).toMatchObject({ status: 200, body: '{"status":"ignored"}' });
    expect([await tickets(), await inbox()]).toEqual(before);
  });
});

describe("a webhook is refused", () => {
  const body = event("refused");
  const documented = {
    "x-zendesk-webhook-signature": "MTVi+HSIgFpsYfZ88LS+PuzpcOumPqRw+lWDMxhm1x0=",
    "x-zendesk-webhook-signature-timestamp": "1234",
  };
  const old = () => new Date(Date.now() - 301_000).toISOString();

  it.each([
    ["without a signature", () => ({})],
    ["with the signature of another body", () => signed("{}")],
    ["signed more than five minutes ago", () => signed(body, old())],
    // Zendesk's documented example: its signature is right for the body, and its time is of 1970.
    ["with an old webhook sent again", () => documented],
    [
      "with a time that is not the signed one",
      () => ({ ...signed(body, old()), "x-zendesk-webhook-signature-timestamp": new Date().toISOString() }),
    ],
  ])("with 401 and no word: %s", async (_, headers) => {
    const sent = headers() === documented ? '{"foo":"bar"}' : body;
    expect(await send(sent, headers())).toMatchObject({ status: 401, body: "" });
  });

  it("with 400 and a short error when the body is no event", async () => {
    for (const malformed of ["", "[]", "{", '{"ticket":1}', "\u0000"]) {
      const answer = await send(malformed);
      expect(answer, malformed).toMatchObject({ status: 400 });
      expect(JSON.parse(answer.body)).toEqual({ error: "The body is no event of Zendesk's." });
    }
  });

  it("with 403 when a browser sends it, also a local one, before its body is read", async () => {
    for (const origin of ["https://evil.example", "http://localhost:6274"]) {
      const headers = { origin, "content-length": "1000" };
      expect(await sendRaw(url, { headers, open: true })).toMatchObject({ status: 403 });
    }
    const rebound = { host: "evil.example", "content-length": "1000" };
    expect(await sendRaw(url, { headers: rebound, open: true })).toMatchObject({ status: 403 });
  });

  it("with 405 when it is not sent with POST, and 404 for a vendor that is not configured", async () => {
    expect(await sendRaw(url, { method: "GET" })).toMatchObject({ status: 405, headers: { allow: "POST" } });
    for (const path of ["/webhooks/intercom", "/webhooks/", "/webhooks/zendesk/x", "/webhooks/__proto__"]) {
      expect(await sendRaw(new URL(path, url).href, { body }), path).toMatchObject({ status: 404 });
    }
    const without = await openHttp(store, { ...settings, ZENDESK_WEBHOOK_SECRET: "" });
    const there = new URL("/webhooks/zendesk", without.url).href;
    expect(await sendRaw(there, { body, headers: signed(body) })).toMatchObject({ status: 404 });
    await without.close();
  });

  it("with 413 when it is longer than 1 MB, announced or streamed, and 1 MB is taken", async () => {
    const most = 1024 * 1024;
    const announced = { "content-length": String(most + 1) };
    expect(await sendRaw(url, { headers: announced, open: true })).toMatchObject({
      status: 413,
      headers: { connection: "close" },
    });
    expect(await stream(most + 1)).toMatch(/^HTTP\/1\.1 413 /);
    const whole = event("e-8");
    expect(await send(whole + " ".repeat(most - whole.length))).toMatchObject({ status: 200 });
  });

  it("with 408 when the body does not come", async () => {
    const headers = { "content-length": "1000" };
    expect(await sendRaw(url, { headers, open: true })).toMatchObject({ status: 408 });
  }, 30_000);

  it("with 429 when a sender sends thousands in a minute", async () => {
    const limited = await openHttp(store, settings);
    const there = new URL("/webhooks/zendesk", limited.url).href;
    const ask = () => sendRaw(there, { body, headers: signed(body) });
    await ask();
    await store.query("UPDATE cs_limits.counters SET points = 3000 WHERE key LIKE 'webhook:%'");
    expect(await ask()).toMatchObject({ status: 429, headers: { "retry-after": expect.any(String) } });
    await store.query("DELETE FROM cs_limits.counters WHERE key LIKE 'webhook:%'");
    await limited.close();
  });
});

/** Sends a body of so many bytes in parts, without saying how many. */
function stream(bytes: number): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    let answer = "";
    socket.on("data", (data) => {
      answer += data;
    });
    socket.on("error", () => {}).on("close", () => resolve(answer));
    socket.write(`POST /webhooks/zendesk HTTP/1.1\r\nhost: ${hostname}:${port}\r\ntransfer-encoding: chunked\r\n\r\n`);
    const part = "x".repeat(65_536);
    for (let sent = 0; sent < bytes; sent += part.length) socket.write(`${part.length.toString(16)}\r\n${part}\r\n`);
  });
}

it("a webhook that cannot be stored is answered with 503, and the next one is taken", async () => {
  const body = event("e-9", { detail: { updated_at: "2024-06-03T12:00:00Z" } });
  await store.query("ALTER TABLE cs.inbox RENAME TO gone");
  const answer = await send(body);
  await store.query("ALTER TABLE cs.gone RENAME TO inbox");
  expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "5" } });
  expect(answer.body).not.toContain("cs.inbox");
  expect(await send(body)).toMatchObject({ status: 200, body: '{"status":"taken"}' });
});

it("webhooks are counted by vendor and status", async () => {
  const text = await (await fetch(new URL("/metrics", url))).text();
  expect(text).toMatch(/cs_webhooks_total\{vendor="zendesk",status="200"\} \d+/);
  expect(text).toMatch(/cs_webhooks_total\{vendor="zendesk",status="401"\} 5/);
  expect(text).not.toContain("35436");
});

it("a webhook is of the tenant of the configuration alone, whoever else is on the database", async () => {
  const ofOther = await openHttp(store, {
    ...settings,
    CS_TENANT: "other",
    ZENDESK_WEBHOOK_SECRET: "another-secret-of-16",
  });
  const there = new URL("/webhooks/zendesk", ofOther.url).href;
  const body = event("e-10");
  expect(await sendRaw(there, { body, headers: signed(body) })).toMatchObject({ status: 401 });
  await ofOther.close();
  expect(await store.query("SELECT FROM cs.remote_tickets WHERE tenant_id <> 'default'")).toEqual([]);
});

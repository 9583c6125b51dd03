import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { LostEvent, Mixpanel, MixpanelOptions } from "../src/mixpanel/index.ts";
import { bodyOf, connect, event, imported, lineOf, received } from "./connect-mixpanel.ts";
import { fakeToken, openFakeMixpanel } from "./fakes/mixpanel.ts";
import { answer, openFaultServer, reset } from "./fault-server.ts";

describe("an event", () => {
  const sent = async (options: Partial<MixpanelOptions>, track: (mixpanel: Mixpanel) => unknown) => {
    const server = await openFaultServer((socket) =>
      (lineOf(server.requests.at(-1))?.includes("/import") ? imported : received)(socket),
    );
    const mixpanel = connect(server.url, { now: () => 1_767_323_045_678, ...options });
    track(mixpanel);
    await mixpanel.close();
    return server.requests;
  };

  it("goes to the import of the project, with its time and id", async () => {
    let insertId: unknown;
    const [request] = await sent({}, (mixpanel) => {
      const tracked = mixpanel.trackEvent({ ...event, properties: { seats: 3, time: 1, $insert_id: "mine" } });
      insertId = tracked.outcome === "done" && tracked.value.buffered && tracked.value.insertId;
    });
    expect(lineOf(request)).toBe("POST /import?strict=1&project_id=4711 HTTP/1.1");
    expect(bodyOf(request)).toEqual([
      {
        event: "report_viewed",
        properties: { seats: 3, time: 1_767_323_045_678, distinct_id: "usr_1", $insert_id: insertId },
      },
    ]);
    expect(insertId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("without a service account is tracked with the token, and no credentials are sent", async () => {
    const [request] = await sent({ serviceAccount: undefined }, (mixpanel) => mixpanel.trackEvent(event));
    expect(lineOf(request)).toBe("POST /track?ip=0&verbose=1 HTTP/1.1");
    expect(bodyOf(request)).toMatchObject([{ properties: { token: fakeToken, distinct_id: "usr_1" } }]);
    expect(request).not.toMatch(/^authorization/im);
  });

  it("keeps its time, and has one id for one key", async () => {
    const keyed = { ...event, occurredAt: "2026-01-02T03:04:05.678+01:00", idempotencyKey: "evt_01KE/7" };
    const [request] = await sent({}, (mixpanel) => {
      mixpanel.trackEvent(keyed);
      mixpanel.trackEvent(keyed);
      mixpanel.trackEvent({ ...keyed, idempotencyKey: "evt_01KE/8" });
    });
    // By `date` and `sha256sum`.
    expect(bodyOf(request)).toMatchObject([
      { properties: { time: 1_767_319_445_678, $insert_id: "44c1fa8a2265fe820d546b8117ee54751fcc" } },
      { properties: { $insert_id: "44c1fa8a2265fe820d546b8117ee54751fcc" } },
      { properties: { $insert_id: "801f1c3ed115f06e6ea8e6c800c1c474f29f" } },
    ]);
  });

  it("is what it was when it was tracked, whatever becomes of its properties", async () => {
    const properties = { seats: 3 };
    const [request] = await sent({}, (mixpanel) => {
      mixpanel.trackEvent({ ...event, properties });
      properties.seats = 4;
    });
    expect(bodyOf(request)).toMatchObject([{ properties: { seats: 3 } }]);
  });

  it("of no time is refused at once, and one that is too long", () => {
    const mixpanel = connect("http://127.0.0.1:9");
    expect(() => mixpanel.trackEvent({ ...event, occurredAt: "soon" })).toThrow(
      expect.objectContaining({ code: "invalid_input", field: "occurredAt" }),
    );
    const long = { ...event, properties: { text: "x".repeat(1_000_000) } };
    expect(mixpanel.trackEvent(long)).toEqual({ outcome: "done", value: { buffered: false, reason: "too_large" } });
  });

  it("is refused by a full buffer, at once and whatever the network does", async () => {
    const mixpanel = connect("http://127.0.0.1:9", { buffer: { items: 2 } });
    const tracked = [1, 2, 3].map(() => mixpanel.trackEvent(event));
    expect(tracked).toMatchObject([
      { value: { buffered: true } },
      { value: { buffered: true } },
      { value: { buffered: false, reason: "full" } },
    ]);
    await expect(mixpanel.flush()).rejects.toMatchObject({ failure: "unreachable" });
  });

  it("never makes a request of more than 2,000 events or 2 MiB", async () => {
    const fake = await openFakeMixpanel();
    const mixpanel = connect(fake.url, { timeouts: {}, buffer: { batchItems: 5000 } });
    for (let index = 0; index < 2001; index += 1) mixpanel.trackEvent(event);
    for (let index = 0; index < 5; index += 1) {
      mixpanel.trackEvent({ ...event, properties: { text: "é".repeat(400_000) } });
    }
    expect(await mixpanel.flush()).toMatchObject({ value: { taken: 2006, refused: 0 } });
    expect(fake.batches).toEqual([2000, 3, 2, 1]);
    await mixpanel.close();
    fake.close();
  });
});

describe("what Mixpanel refuses", () => {
  const flushTo = async (status: number, body: unknown, options: Partial<MixpanelOptions> = {}) => {
    const lost: LostEvent[] = [];
    const server = await openFaultServer(answer(status, body));
    const mixpanel = connect(server.url, { onLost: (events) => lost.push(...events), ...options });
    const ids = ["a", "b", "c"].map((distinctId) => {
      const tracked = mixpanel.trackEvent({ ...event, distinctId });
      return tracked.outcome === "done" && tracked.value.buffered ? tracked.value.insertId : null;
    });
    const flushed = await mixpanel.flush();
    return { lost, ids, counts: flushed.outcome === "done" ? flushed.value : null, requests: server.requests.length };
  };

  it("of a batch is told, each event once, and never sent again; the others count as taken", async () => {
    const failed_records = [
      { index: 1, insert_id: "other", field: "properties.time", message: "too old" },
      { index: 1, field: "event", message: "unknown" },
      { index: 99, message: "not of this batch" },
    ];
    const { lost, ids, counts, requests } = await flushTo(400, { code: 400, failed_records });
    expect(lost).toEqual([
      { name: "report_viewed", insertId: ids[1], reason: "properties.time; too old; event; unknown" },
    ]);
    expect(counts).toEqual({ taken: 2, refused: 1, waiting: 0, overflowed: 0 });
    expect(requests).toBe(1);
  });

  it.each([
    ["400 without a list", 400, { code: 400, error: "invalid JSON" }],
    ["400 with an empty list", 400, { code: 400, num_records_imported: 0, failed_records: [] }],
    ["400 in HTML", 400, "<html>Bad Request</html>"],
    ["413", 413, { code: 413, error: "request exceeds max limit of 2097152 bytes" }],
  ])("with %s is the whole batch", async (_, status, body) => {
    const { lost, counts, requests } = await flushTo(status, body);
    expect(lost).toHaveLength(3);
    expect(counts).toEqual({ taken: 0, refused: 3, waiting: 0, overflowed: 0 });
    expect(requests).toBe(1);
  });

  it("with a status of 0 in a 200 is the whole batch, where it is tracked with a token", async () => {
    const body = { status: 0, error: "token, missing or empty" };
    const { lost, counts } = await flushTo(200, body, { serviceAccount: undefined });
    expect(lost).toHaveLength(3);
    expect(counts).toMatchObject({ taken: 0, refused: 3 });
  });

  it("does not come twice when the listener throws", async () => {
    const others = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    const uncaught = once(process, "uncaughtException");
    const onLost = () => {
      throw new Error("of the listener");
    };
    const { counts, requests } = await flushTo(413, {}, { onLost });
    expect(await uncaught).toMatchObject([{ message: "of the listener" }, expect.anything()]);
    for (const each of others) process.on("uncaughtException", each);
    expect({ counts, requests }).toMatchObject({ counts: { refused: 3 }, requests: 1 });
  });

  it.each([
    ["setProfile", (to: Mixpanel) => to.setProfile("usr_1", { plan: "pro" })],
    ["increment", (to: Mixpanel) => to.increment("usr_1", { logins: 1 })],
  ])("with a status of 0 in a 200 is a failure of %s, which is final", async (_, send) => {
    const server = await openFaultServer(answer(200, { status: 0, error: `secret ${fakeToken}` }));
    const error = await send(connect(server.url)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ failure: "refused", status: 200, retryable: false, mayHaveHappened: false });
    expect(JSON.stringify(error)).not.toContain(fakeToken);
    expect(server.requests).toHaveLength(1);
  });

  it("are credentials: events wait for better ones", async () => {
    const server = await openFaultServer(answer(401, { code: 401, error: "Invalid credentials" }), imported);
    const mixpanel = connect(server.url);
    mixpanel.trackEvent(event);
    await expect(mixpanel.flush()).rejects.toMatchObject({ failure: "unauthorised" });
    expect(await mixpanel.flush()).toMatchObject({ value: { taken: 1 } });
  });
});

it("closing ends in bounded time, and what could not be sent is told", async () => {
  const lost: LostEvent[] = [];
  const server = await openFaultServer(reset);
  const mixpanel = connect(server.url, {
    firstRetryMs: 60_000,
    buffer: { closeWithinMs: 200 },
    onLost: (events) => lost.push(...events),
  });
  mixpanel.trackEvent(event);
  await mixpanel.close();
  expect(lost).toMatchObject([{ name: "report_viewed", reason: expect.stringContaining("closed before") }]);
  expect(mixpanel.trackEvent(event)).toEqual({ outcome: "done", value: { buffered: false, reason: "closed" } });
});

it("a process may end while events wait", () => {
  const source = join(import.meta.dirname, "..", "src", "mixpanel", "index.ts");
  const script = `
    const { createMixpanel } = await import(${JSON.stringify(source)});
    const mixpanel = createMixpanel({ projectToken: "t", baseUrl: "http://127.0.0.1:9", buffer: { flushAfterMs: 600000 } });
    console.log(JSON.stringify(mixpanel.trackEvent({ name: "x", distinctId: "x" })));`;
  const arguments_ = ["--conditions=@cs/source", "--input-type=module", "--eval", script];
  const { status, stdout } = spawnSync(process.execPath, arguments_, { encoding: "utf8", timeout: 60_000 });
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ value: { buffered: true } });
});

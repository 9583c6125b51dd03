import { describe, expect, it } from "vitest";
import { createIntercom, type Intercom, type IntercomOptions, verifyIntercomWebhook } from "../src/intercom/index.ts";
import { fakeAdmin, fakeToken } from "./fakes/intercom.ts";
import { answer, badGateway, openFaultServer, reset } from "./fault-server.ts";
import { faults } from "./faults.ts";

const contact = answer(200, { type: "contact", id: "6762", external_id: "cnt_1", role: "user" });
const message = { to: { id: "6762", role: "user" }, kind: "in_app", body: "Hello" } as const;
const event = { name: "exported", contact: { externalId: "cnt_1" }, at: "2026-01-02T03:04:05.999Z" } as const;

const connect = (baseUrl: string, options: Partial<IntercomOptions> = {}) =>
  createIntercom({ accessToken: fakeToken, adminId: fakeAdmin, baseUrl, firstRetryMs: 1, ...options });

const bodyOf = (request: string | undefined) => JSON.parse(request?.split("\r\n\r\n")[1] ?? "");

describe("without options", () => {
  const calls: readonly [string, (to: Intercom) => Promise<unknown>][] = [
    ["whoAmI", (to) => to.whoAmI()],
    ["sendMessage", (to) => to.sendMessage(message)],
    ["createNote", (to) => to.createNote("1", "x")],
    ["trackEvent", (to) => to.trackEvent(event)],
    ["getUser", (to) => to.getUser("1")],
    ["getUserByExternalId", (to) => to.getUserByExternalId("1")],
    ["createUser", (to) => to.createUser({ externalId: "1" })],
    ["searchContacts", (to) => to.searchContacts(null)],
    ["getCompany", (to) => to.getCompany("1")],
    ["getCompaniesOf", (to) => to.getCompaniesOf("1")],
    ["addTag", (to) => to.addTag("1", "x")],
  ];

  it.each(calls)("%s says that there is no Intercom here", async (_, send) => {
    expect(await send(createIntercom())).toEqual({ outcome: "not_configured", vendor: "intercom" });
  });
});

describe.each(faults)("an Intercom that %s", (_, reply, failure) => {
  const timeouts = { connect: 500, headers: 300, body: 300, total: 600 };

  it("is asked again for a contact", async () => {
    const server = await openFaultServer(reply, contact);
    expect(await connect(server.url, { timeouts }).getUser("6762")).toMatchObject({ value: { externalId: "cnt_1" } });
    expect(server.requests).toHaveLength(2);
  });

  it("is asked again for a page of contacts, and for companies", async () => {
    const page = answer(200, { type: "list", data: [{ id: "6762" }] });
    const server = await openFaultServer(reply, page, reply, answer(200, { id: "1", company_id: "A-1" }));
    const intercom = connect(server.url, { timeouts });
    expect(await intercom.searchContacts(null)).toMatchObject({ value: { contacts: [{ id: "6762" }], cursor: null } });
    expect(await intercom.getCompany("1")).toEqual({ outcome: "done", value: { id: "1", companyId: "A-1" } });
    expect(server.requests).toHaveLength(4);
  });

  it("is never given a message twice", async () => {
    const server = await openFaultServer(reply, answer(200, { id: "1" }));
    const sending = connect(server.url, { timeouts }).sendMessage(message);
    await expect(sending).rejects.toMatchObject({ failure, mayHaveHappened: true });
    expect(server.requests).toHaveLength(1);
  });
});

describe("a server that does what it is asked and then breaks the connection", () => {
  it("has one event, because each repeat names the same second", async () => {
    const events = new Set<string>();
    let breaks = 2;
    const server = await openFaultServer((socket) => {
      const { user_id, event_name, created_at } = bodyOf(server.requests.at(-1));
      events.add([user_id, event_name, created_at].join());
      breaks -= 1;
      (breaks >= 0 ? reset : answer(202, ""))(socket);
    });
    expect(await connect(server.url).trackEvent(event)).toEqual({ outcome: "done", value: null });
    expect(server.requests).toHaveLength(3);
    expect([...events]).toEqual(["cnt_1,exported,1767323045"]);
  });

  it("has one message, and the caller hears that it may be there", async () => {
    const server = await openFaultServer(reset, answer(200, { id: "1" }));
    const sending = connect(server.url).sendMessage(message);
    await expect(sending).rejects.toMatchObject({ failure: "connection_lost", mayHaveHappened: true });
    expect(server.requests).toHaveLength(1);
  });

  it("has one note, and the caller hears that it may be there", async () => {
    const server = await openFaultServer(badGateway, answer(200, { id: "1" }));
    const sending = connect(server.url).createNote("6762", "Renews in May.");
    await expect(sending).rejects.toMatchObject({ failure: "vendor_failure", mayHaveHappened: true });
    expect(server.requests).toHaveLength(1);
  });
});

describe("Intercom's limit", () => {
  // Seconds since 1970 of 2001-09-09, by a clock that is not ours.
  const limited = (seconds: number) =>
    answer(
      429,
      { type: "error.list", errors: [{ code: "rate_limit_exceeded", message: "Exceeded rate limit" }] },
      {
        date: new Date(1_000_000_000_000).toUTCString(),
        "x-ratelimit-limit": "166",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(1_000_000_000 + seconds),
      },
    );

  it("is waited for until it begins anew, for a message too", async () => {
    const server = await openFaultServer(limited(1), answer(200, { id: "1" }));
    expect(await connect(server.url).sendMessage(message)).toMatchObject({ outcome: "done" });
    expect(server.requests).toHaveLength(2);
  });

  it("that begins anew too late is not waited for, and the caller hears when", async () => {
    const server = await openFaultServer(limited(61));
    const sending = connect(server.url).sendMessage(message);
    const refused = { failure: "rate_limited", retryAfterMs: 61_000, retryable: true, mayHaveHappened: false };
    await expect(sending).rejects.toMatchObject(refused);
    expect(server.requests).toHaveLength(1);
  });
});

describe("a request", () => {
  it("names the version, and an admin by number in messages, by text in notes", async () => {
    const server = await openFaultServer(answer(200, { id: "1" }));
    const intercom = connect(server.url);
    await intercom.sendMessage(message);
    await intercom.createNote("6762", "Renews in May.");
    expect(server.requests.every((request) => /^intercom-version: 2\.14\r$/m.test(request))).toBe(true);
    expect(bodyOf(server.requests[0])).toMatchObject({ from: { type: "admin", id: 394051 } });
    expect(bodyOf(server.requests[1])).toEqual({ body: "Renews in May.", admin_id: "394051" });
  });

  it("has an id as one part of its path", async () => {
    const server = await openFaultServer(contact);
    await connect(server.url).getUser("../me?x=1");
    await connect(server.url).getUserByExternalId("a/b c");
    expect(server.requests[0]).toMatch(/^GET \/contacts\/..%2Fme%3Fx%3D1 HTTP/);
    expect(server.requests[1]).toMatch(/^GET \/contacts\/find_by_external_id\/a%2Fb%20c HTTP/);
  });

  it("for contacts asks for all of the day, because Intercom begins with the day after", async () => {
    const server = await openFaultServer(answer(200, { data: [] }));
    const intercom = connect(server.url);
    await intercom.searchContacts("2026-01-02T03:04:05.900Z");
    await intercom.searchContacts(null, "WzE3XQ==");
    const sort = { field: "updated_at", order: "ascending" };
    expect(server.requests.map(bodyOf)).toEqual([
      // 26 hours before: in every zone that is on an earlier day.
      {
        query: { field: "updated_at", operator: ">", value: 1_767_229_445 },
        sort,
        pagination: { per_page: 150 },
      },
      {
        query: { field: "updated_at", operator: ">", value: 0 },
        sort,
        pagination: { per_page: 150, starting_after: "WzE3XQ==" },
      },
    ]);
  });

  it("is not made for a time that is none", async () => {
    const server = await openFaultServer(answer(202, ""));
    const sending = connect(server.url).trackEvent({ ...event, at: "yesterday" });
    const message = "at must be a time such as 2024-12-31T09:30:00Z.";
    await expect(sending).rejects.toMatchObject({ code: "invalid_input", field: "at", message });
    expect(server.requests).toEqual([]);
  });

  it("that is not accepted says why, and neither the token nor the text", async () => {
    const server = await openFaultServer(answer(401, { errors: [{ message: `${fakeToken} Hello` }] }));
    const error = await connect(server.url)
      .sendMessage(message)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ failure: "unauthorised", operation: "sendMessage" });
    expect(JSON.stringify([error, String(error)])).not.toMatch(/t0ken|Hello/);
  });
});

describe("companies", () => {
  const list = (companies: object | undefined) =>
    answer(200, { type: "contact", id: "6762", ...(companies && { companies }) });

  it.each([
    ["that are named", { data: [{ type: "company", id: "c1" }, { id: "c2" }], has_more: false }, ["c1", "c2"]],
    ["that there are none of", { data: [], has_more: false }, []],
    ["of which there are more", { data: [{ id: "c1" }], has_more: true }, null],
    ["that are not told", undefined, null],
  ])("of a contact %s", async (_, told, companyIds) => {
    const server = await openFaultServer(list(told));
    expect(await connect(server.url).getUser("6762")).toMatchObject({ value: { companyIds } });
  });

  it("of a contact come in pages, by either name of their list", async () => {
    const page = (number: number, name: string) =>
      answer(200, { [name]: [{ id: `c${number}`, company_id: "" }], pages: { page: number, total_pages: 2 } });
    const server = await openFaultServer(page(1, "data"), page(2, "companies"));
    const intercom = connect(server.url);
    expect(await intercom.getCompaniesOf("6/7")).toMatchObject({ value: { companies: [{ id: "c1" }], nextPage: 2 } });
    expect(await intercom.getCompaniesOf("6/7", 2)).toEqual({
      outcome: "done",
      value: { companies: [{ id: "c2", companyId: null }], nextPage: null },
    });
    expect(server.requests[1]).toMatch(/^GET \/contacts\/6%2F7\/companies\?page=2&per_page=50 HTTP/);
  });
});

describe("a signed webhook", () => {
  // The signatures were computed with Python's hmac and with openssl dgst.
  const secret = "my-secret";
  const signed = (signature: string | undefined, text: string) => ({
    secret,
    headers: { "x-hub-signature": signature },
    body: Buffer.from(text),
    now: 0,
  });
  const signature = "sha1=30a233839fe2ddd9233c49fd593e8f1aec68f553";

  it.each([
    [secret, signature, '{"foo":"bar"}'],
    [secret, "sha1=06ab8f5411002dd455cdd2d307f68147396b1ff1", ""],
    ["s3cr3t-ü", "sha1=3dee86473cfb8f37b613cdf0aa633eab859e568b", '{"name":"Zoë 💥"}'],
  ])("is known by %s and %s over the raw body", (key, given, text) => {
    expect(verifyIntercomWebhook({ ...signed(given, text), secret: key })).toBe(true);
  });

  it("is known by its bytes, whatever text they are", () => {
    const bytes = {
      ...signed("sha1=ae4cf6957106199e25601057cde9cf6839409958", ""),
      body: Buffer.from([0xff, 0x00, 0x7b]),
    };
    expect(verifyIntercomWebhook(bytes)).toBe(true);
  });

  it.each([
    ["another body", signed(signature, '{"foo":"baz"}')],
    ["the same body with a blank", signed(signature, '{"foo": "bar"}')],
    ["another secret", { ...signed(signature, '{"foo":"bar"}'), secret: "my-secrets" }],
    ["a signature without its kind", signed(signature.slice(5), '{"foo":"bar"}')],
    ["a signature of another kind", signed(signature.replace("sha1", "sha256"), '{"foo":"bar"}')],
    ["half a signature", signed(signature.slice(0, 25), '{"foo":"bar"}')],
    ["an empty signature", signed("", '{"foo":"bar"}')],
    ["a signature that is none", signed("\u0000💥", '{"foo":"bar"}')],
    ["no signature", signed(undefined, '{"foo":"bar"}')],
  ])("with %s is refused", (_, webhook) => {
    expect(verifyIntercomWebhook(webhook)).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { createZendesk, verifyZendeskWebhook, type Zendesk, type ZendeskOptions } from "../src/zendesk/index.ts";
import { answer, openFaultServer, type Reply, reset } from "./fault-server.ts";

const user = answer(200, { user: { id: 1, name: "Ada", email: "ada@example.com", role: "agent" } });
const ticket = (id: number) => ({ ticket: { id, status: "new", created_at: "2026-01-01T00:00:00Z" } });

const connect = (baseUrl: string, options: Partial<ZendeskOptions> = {}) =>
  createZendesk({
    subdomain: "example",
    baseUrl,
    credentials: { kind: "api_token", email: "agent@example.com", token: "t0ken" },
    firstRetryMs: 1,
    ...options,
  });

const headerOf = (request: string | undefined, name: string) =>
  new RegExp(`^${name}: (.*)\r$`, "im").exec(request ?? "")?.[1];

describe("without options", () => {
  const calls: readonly [string, (to: Zendesk) => Promise<unknown>][] = [
    ["whoAmI", (to) => to.whoAmI()],
    ["createTicket", (to) => to.createTicket({ subject: "x", body: "x", idempotencyKey: "x" })],
    ["getTicket", (to) => to.getTicket("1")],
    ["updateTicket", (to) => to.updateTicket("1", { ifUpdatedAt: "2026-01-01T00:00:00Z" })],
    ["addComment", (to) => to.addComment("1", { body: "x", public: true })],
    ["getUser", (to) => to.getUser("1")],
    ["findUsersByEmail", (to) => to.findUsersByEmail("x@example.com")],
    ["searchTickets", (to) => to.searchTickets("x")],
    ["countTickets", (to) => to.countTickets("x")],
    ["getTickets", (to) => to.getTickets(["1"])],
    ["getUsers", (to) => to.getUsers(["1"])],
  ];

  it.each(calls)("%s says that there is no Zendesk here", async (_, send) => {
    expect(await send(createZendesk())).toEqual({ outcome: "not_configured", vendor: "zendesk" });
  });
});

describe("a server that does what it is asked and then breaks the connection", () => {
  it("creates one ticket for one key", async () => {
    const created = new Map<string, number>();
    let breaks = 2;
    const server = await openFaultServer((socket) => {
      const key = headerOf(server.requests.at(-1), "idempotency-key") ?? "";
      const id = created.get(key) ?? created.size + 1;
      created.set(key, id);
      breaks -= 1;
      (breaks >= 0 ? reset : answer(201, ticket(id)))(socket);
    });
    const result = await connect(server.url).createTicket({ subject: "x", body: "x", idempotencyKey: "key-1" });
    expect(result).toMatchObject({ outcome: "done", value: { id: "1" } });
    expect(server.requests).toHaveLength(3);
    expect([...created.keys()]).toEqual(["key-1"]);
  });

  it("has one comment, and the caller hears that it may be there", async () => {
    const server = await openFaultServer(reset, answer(200, ticket(7)));
    const sending = connect(server.url).addComment("7", { body: "Thanks.", public: true });
    await expect(sending).rejects.toMatchObject({ failure: "connection_lost", mayHaveHappened: true });
    expect(server.requests).toHaveLength(1);
  });
});

describe("OAuth", () => {
  const credentials = { kind: "oauth", clientId: "product", clientSecret: "s3cr3t" } as const;

  it("asks for one token for all calls, and for one more when it is refused", async () => {
    let tokens = 0;
    let valid = "Bearer token-1";
    const reply: Reply = (socket) => {
      const request = server.requests.at(-1) ?? "";
      if (request.startsWith("POST /oauth/tokens")) {
        tokens += 1;
        answer(200, { access_token: `token-${tokens}` })(socket);
      } else if (headerOf(request, "authorization") === valid) user(socket);
      else answer(401, { error: "invalid_token" })(socket);
    };
    const server = await openFaultServer(reply);
    const zendesk = connect(server.url, { credentials });
    await Promise.all([1, 2, 3, 4].map(() => zendesk.whoAmI()));
    expect(tokens).toBe(1);
    valid = "Bearer token-2";
    await Promise.all([1, 2, 3, 4].map(() => zendesk.whoAmI()));
    expect(tokens).toBe(2);
    await zendesk.close();
  });

  it("that fails leaves no doubt about the call: it was not sent", async () => {
    const server = await openFaultServer(reset);
    const sending = connect(server.url, { credentials }).addComment("7", { body: "Thanks.", public: true });
    await expect(sending).rejects.toMatchObject({ operation: "authorise", mayHaveHappened: false });
    expect(server.requests.every((request) => request.startsWith("POST /oauth/tokens"))).toBe(true);
  });

  it("says that the credentials are not accepted, and not what they are", async () => {
    const server = await openFaultServer(answer(401, { error: "invalid_client", description: "s3cr3t" }));
    const error = await connect(server.url, { credentials })
      .whoAmI()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ failure: "unauthorised", operation: "authorise" });
    expect(JSON.stringify(error)).not.toContain("s3cr3t");
  });
});

it("puts an id into the path as one part of it", async () => {
  const server = await openFaultServer(answer(404, {}));
  await connect(server.url)
    .getTicket("../users/1?x=1")
    .catch(() => {});
  expect(server.requests[0]).toMatch(/^GET \/api\/v2\/tickets\/..%2Fusers%2F1%3Fx%3D1 HTTP/);
});

it("walks through all pages of a search", async () => {
  const page = (ids: number[], after: string | null) =>
    answer(200, {
      results: ids.map((id) => ({ ...ticket(id).ticket, result_type: "ticket" })),
      meta: { has_more: after !== null, after_cursor: after },
    });
  const server = await openFaultServer(page([1, 2], "c/2="), page([3], null));
  const zendesk = connect(server.url);
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const result = await zendesk.searchTickets("status<solved", cursor);
    if (result.outcome !== "done") throw new Error(result.outcome);
    found.push(...result.value.tickets.map(({ id }) => id));
    cursor = result.value.cursor ?? undefined;
  } while (cursor);
  expect(found).toEqual(["1", "2", "3"]);
  expect(server.requests[1]).toContain("page%5Bafter%5D=c%2F2%3D");
});

describe("a signed webhook", () => {
  // Zendesk's documented test secret; the signatures were computed with Python's hmac.
  const secret = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";
  const signed = (signature: string, text: string, timestamp = "1234") => ({
    secret,
    headers: { "x-zendesk-webhook-signature": signature, "x-zendesk-webhook-signature-timestamp": timestamp },
    body: Buffer.from(text),
    now: 1_234_000,
  });
  const empty = "29PC18fv+i1PEkzy/SfkBbx7X05WdmYvzSxcgJTsnFA=";
  const signature = "MTVi+HSIgFpsYfZ88LS+PuzpcOumPqRw+lWDMxhm1x0=";

  it("is known by the signature of its time and body", () => {
    expect(verifyZendeskWebhook(signed(empty, ""))).toBe(true);
    expect(verifyZendeskWebhook(signed(signature, '{"foo":"bar"}'))).toBe(true);
  });

  it.each([
    ["another body", signed(signature, '{"foo":"baz"}')],
    ["another time", signed(signature, '{"foo":"bar"}', "1235")],
    ["a time of more than five minutes ago", { ...signed(signature, '{"foo":"bar"}'), now: 1_234_000 + 300_001 }],
    ["a time that is none", signed(signature, '{"foo":"bar"}', "soon")],
    ["an empty signature", signed("", '{"foo":"bar"}')],
    ["a signature that is none", signed("\u0000💥", '{"foo":"bar"}')],
    ["no signature", { ...signed(signature, '{"foo":"bar"}'), headers: {} }],
  ])("with %s is refused", (_, webhook) => {
    expect(verifyZendeskWebhook(webhook)).toBe(false);
  });
});

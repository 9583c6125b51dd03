import { IntercomClient } from "intercom-client";
import { describe, expect, it } from "vitest";
import { createIntercom, type Intercom } from "../src/intercom/index.ts";
import { answer, openFaultServer } from "./fault-server.ts";

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly version: string | null;
  readonly body: unknown;
}

/** What Intercom's own SDK would send; it sends nothing. */
async function sentBySdk(call: (client: IntercomClient) => PromiseLike<unknown>): Promise<Sent[]> {
  const sent: Sent[] = [];
  const client = new IntercomClient({
    token: "t0ken",
    version: "2.14",
    maxRetries: 0,
    async fetch(url, { method = "GET", headers, body } = {}) {
      const { pathname } = new URL(String(url));
      const version = new Headers(headers).get("intercom-version");
      sent.push({ method, path: pathname, version, body: body ? JSON.parse(String(body)) : null });
      return Response.json({ id: "105" });
    },
  });
  await call(client);
  return sent;
}

async function sentByUs(call: (intercom: Intercom) => Promise<unknown>): Promise<Sent[]> {
  const server = await openFaultServer(answer(200, { id: "105" }));
  await call(createIntercom({ accessToken: "t0ken", adminId: 394051, baseUrl: server.url }));
  return server.requests.map((request) => {
    const [head = "", body = ""] = request.split("\r\n\r\n");
    const [, method = "", path = ""] = /^(\w+) (\S+) /.exec(head) ?? [];
    const version = /^intercom-version: (.*)$/im.exec(head)?.[1]?.trim() ?? null;
    return { method, path, version, body: body ? JSON.parse(body) : null };
  });
}

const ada = { external_id: "cnt_1", role: "user", name: "Ada", email: "ada@example.com" };
const toAda = { type: "user", id: "6762/1" } as const;
const from = { type: "admin", id: 394051 } as const;
const email = { subject: "Exports", template: "plain", body: "They work again." } as const;
const event = { event_name: "invited-friend", created_at: 1_767_323_045, metadata: { plan: "pro" } };
const calls: readonly [string, (ours: Intercom) => Promise<unknown>, (sdk: IntercomClient) => PromiseLike<unknown>][] =
  [
    ["whoAmI", (ours) => ours.whoAmI(), (sdk) => sdk.admins.identify()],
    [
      "sendMessage in the Messenger",
      (ours) => ours.sendMessage({ to: { id: "6762/1", role: "user" }, kind: "in_app", body: "Hello" }),
      (sdk) => sdk.messages.create({ message_type: "inapp", body: "Hello", from, to: toAda }),
    ],
    [
      "sendMessage by e-mail",
      (ours) => ours.sendMessage({ to: { id: "6762/1", role: "user" }, kind: "email", ...email }),
      (sdk) => sdk.messages.create({ message_type: "email", ...email, from, to: toAda }),
    ],
    [
      "createNote",
      (ours) => ours.createNote("6762/1", "Renews in May."),
      (sdk) => sdk.notes.create({ contact_id: "6762/1", body: "Renews in May.", admin_id: "394051" }),
    ],
    [
      "trackEvent",
      (ours) =>
        ours.trackEvent({
          name: "invited-friend",
          contact: { externalId: "cnt_1" },
          at: "2026-01-02T04:04:05.900+01:00",
          metadata: { plan: "pro" },
        }),
      (sdk) => sdk.events.create({ user_id: "cnt_1", ...event }),
    ],
    [
      "trackEvent of a lead",
      (ours) =>
        ours.trackEvent({
          name: "invited-friend",
          contact: { id: "6762/1" },
          at: "2026-01-02T03:04:05Z",
          metadata: { plan: "pro" },
        }),
      (sdk) => sdk.events.create({ id: "6762/1", ...event }),
    ],
    ["getUser", (ours) => ours.getUser("6762/1"), (sdk) => sdk.contacts.find({ contact_id: "6762/1" })],
    [
      "getUserByExternalId",
      (ours) => ours.getUserByExternalId("a b/1"),
      (sdk) => sdk.contacts.showContactByExternalId({ external_id: "a b/1" }),
    ],
    [
      "createUser",
      (ours) => ours.createUser({ externalId: "cnt_1", name: "Ada", email: "ada@example.com" }),
      (sdk) => sdk.contacts.create(ada),
    ],
    ["getCompany", (ours) => ours.getCompany("c/1"), (sdk) => sdk.companies.find({ company_id: "c/1" })],
    [
      "addTag",
      (ours) => ours.addTag("6762/1", "at risk"),
      async (sdk) => {
        await sdk.tags.create({ name: "at risk" });
        await sdk.tags.tagContact({ contact_id: "6762/1", id: "105" });
      },
    ],
  ];

describe.each(calls)("%s", (_, ours, sdk) => {
  it("sends what Intercom's SDK sends", async () => {
    const expected = await sentBySdk(sdk);
    expect(expected).not.toEqual([]);
    expect(await sentByUs(ours)).toEqual(expected);
  });
});

it("updates a contact as Intercom's SDK does", async () => {
  const conflict = "A contact matching those details already exists with id=6762";
  const server = await openFaultServer(
    answer(409, { type: "error.list", errors: [{ code: "conflict", message: conflict }] }),
    answer(200, { id: "6762", external_id: "cnt_1" }),
  );
  const intercom = createIntercom({ accessToken: "t0ken", adminId: 1, baseUrl: server.url });
  await intercom.createUser({ externalId: "cnt_1", name: "Ada", email: "ada@example.com" });
  const [expected] = await sentBySdk((client) => client.contacts.update({ contact_id: "6762", ...ada }));
  const update = server.requests.at(-1) ?? "";
  expect(update).toMatch(/^PUT \/contacts\/6762 HTTP/);
  expect(expected).toMatchObject({ method: "PUT", path: "/contacts/6762" });
  expect(JSON.parse(update.split("\r\n\r\n")[1] ?? "")).toEqual(expected?.body);
});

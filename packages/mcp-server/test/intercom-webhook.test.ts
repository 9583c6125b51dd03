import { build, useFakeIntercom, useTestStore } from "@cs/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openHttp } from "./fixtures.ts";
import { sendRaw } from "./raw-http.ts";

const store = useTestStore();
const intercom = useFakeIntercom();
const contactId = "6961d897719c606240178da8";
let endpoint: Awaited<ReturnType<typeof openHttp>>;
let url: string;
let clientId: string;

beforeAll(async () => {
  endpoint = await openHttp(store, intercom.settings);
  url = new URL("/webhooks/intercom", endpoint.url).href;
  const account = build.customer({ externalId: "A-1", domains: ["acme.example"] });
  clientId = await store.persistence.write(store.tenantId, async (tx) => {
    await tx.facts.write("customers", "intercom", [account]);
    return (await tx.accounts.idsAfter(null, 1))[0] ?? "";
  });
});
afterAll(() => endpoint.close());

/** A notification about the contact, in the words of Intercom's documentation. */
function notification(id: string, { topic = "contact.user.updated", ...item }: Readonly<Record<string, unknown>> = {}) {
  return JSON.stringify({
    ...{ type: "notification_event", app_id: "a86dr8yl", id, topic, created_at: 1_768_021_000, delivery_attempts: 1 },
    data: {
      type: "notification_event_data",
      item: {
        ...{ type: "contact", id: contactId, external_id: "u-1", role: "user", name: "Ada", email: "ada@acme.example" },
        ...{ created_at: "2026-01-10T04:41:59.251+00:00", updated_at: "2026-01-10T04:49:07.847+00:00" },
        ...item,
      },
    },
  });
}

const send = (body: string, headers: Readonly<Record<string, string>> = intercom.sign(body)) =>
  sendRaw(url, { body, headers });
const contacts = () => store.query("SELECT external_id AS id, full_name AS name, email FROM cs.contacts ORDER BY 1");
const inbox = () => store.query("SELECT event_id AS id, outcome FROM cs.inbox ORDER BY received_at");
const state = async () => [await contacts(), await inbox()];

describe("a webhook of Intercom", () => {
  it("makes a contact of its account with a note in the inbox, and again changes nothing", async () => {
    const body = notification("n-1", { topic: "contact.user.created" });
    expect(await send(body)).toMatchObject({ status: 200, body: '{"status":"taken"}' });
    expect(await contacts()).toEqual([{ id: contactId, name: "Ada", email: "ada@acme.example" }]);
    expect(await inbox()).toMatchObject([{ id: "n-1", outcome: { contact: contactId, status: "inserted", clientId } }]);
    expect(await send(body)).toMatchObject({ status: 200, body: '{"status":"repeated"}' });
    expect(await inbox()).toHaveLength(1);
  });

  it("sent ten times at once changes it once", async () => {
    const body = notification("n-2", { name: "Ada L.", updated_at: "2026-01-10T04:50:00.000+00:00" });
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(body)));
    expect(answers.map((answer) => answer.body).sort()).toEqual([
      ...Array.from({ length: 9 }, () => '{"status":"repeated"}'),
      '{"status":"taken"}',
    ]);
    expect(await contacts()).toMatchObject([{ name: "Ada L." }]);
  });

  it("that comes late never overwrites what is newer, also within one second", async () => {
    await send(notification("n-3", { name: "Newest", updated_at: "2026-01-10T04:51:00.700+00:00" }));
    await send(notification("n-4", { name: "Older", updated_at: "2026-01-10T04:51:00.100+00:00" }));
    await send(notification("n-5", { name: "Oldest", updated_at: "2026-01-10T04:49:00.000+00:00" }));
    expect(await contacts()).toMatchObject([{ name: "Newest" }]);
    expect((await inbox()).slice(-2)).toMatchObject([
      { outcome: { status: "outdated" } },
      { outcome: { status: "outdated" } },
    ]);
  });

  it("of a tag tells of its contact too", async () => {
    const item = { updated_at: "2026-01-10T04:52:00.000+00:00", name: "Tagged", id: contactId, role: "user" };
    const tag = { type: "tag", id: "12", name: "VIP" };
    const body = notification("n-6", { topic: "contact.user.tag.created", tag, contact: { type: "contact", ...item } });
    expect(await send(body)).toMatchObject({ status: 200, body: '{"status":"taken"}' });
    expect(await contacts()).toEqual([{ id: contactId, name: "Tagged", email: null }]);
  });

  it("of a removal leaves the contact, and of somebody without account says so", async () => {
    expect(await send(notification("n-7", { topic: "contact.deleted", deleted: true }))).toMatchObject({ status: 200 });
    expect(await send(notification("n-8", { id: "2", email: "x@nobody.example" }))).toMatchObject({ status: 200 });
    expect(await send(notification("n-9", { topic: "contact.lead.created", id: "3", role: "lead" }))).toMatchObject({
      status: 200,
    });
    expect(await contacts()).toHaveLength(1);
    expect((await inbox()).slice(-3)).toMatchObject([
      { outcome: { status: "removed" } },
      { outcome: { status: "unmatched", reason: "company_unknown" } },
      { outcome: { status: "left_out", reason: "lead" } },
    ]);
  });

  it.each([
    ["a ping", JSON.stringify({ type: "notification_event", topic: "ping", data: { item: { type: "ping" } } })],
    ["another topic", notification("n-10", { topic: "conversation.admin.closed", id: "7" })],
    ["a contact that does not say when it changed", notification("n-11", { updated_at: null })],
  ])("with %s is answered and changes nothing", async (_, body) => {
    const before = await state();
    expect(await send(body)).toMatchObject({ status: 200, body: '{"status":"ignored"}' });
    expect(await state()).toEqual(before);
  });

  it("is refused without a word with 401 unless Intercom signed these bytes", async () => {
    const before = await state();
    const body = notification("forged", { name: "Mallory", updated_at: "2026-01-10T05:00:00.000+00:00" });
    for (const headers of [{}, intercom.sign(`${body} `), { "x-hub-signature": "sha1=" }]) {
      expect(await send(body, headers)).toMatchObject({ status: 401, body: "" });
    }
    expect(await state()).toEqual(before);
  });

  it("is refused with 400 and a short error that holds nothing of it when it cannot be read", async () => {
    for (const body of ["", "[]", "{", '{"topic":"contact.user.created","id":"secret"}', "\u0000"]) {
      const answer = await send(body);
      expect(answer, body).toMatchObject({ status: 400 });
      expect(answer.body).toMatch(/^\{"error":"The notification of Intercom [^"]+"\}$/);
      expect(answer.body).not.toContain("secret");
    }
  });

  it("may have 1 MB, and is refused with 413 when it is longer", async () => {
    const most = 1024 * 1024;
    const whole = notification("n-12", { topic: "conversation.admin.closed", id: "7" });
    expect(await send(whole + " ".repeat(most - whole.length))).toMatchObject({ status: 200 });
    const headers = { "content-length": String(most + 1) };
    expect(await sendRaw(url, { headers, open: true })).toMatchObject({ status: 413 });
  });

  it("is refused with 404 where the secret is not set", async () => {
    const without = await openHttp(store, { ...intercom.settings, INTERCOM_CLIENT_SECRET: "" });
    const body = notification("n-13");
    const there = new URL("/webhooks/intercom", without.url).href;
    expect(await sendRaw(there, { body, headers: intercom.sign(body) })).toMatchObject({ status: 404 });
    await without.close();
  });
});

it("the overview and the timeline show such a contact as one of any other source", async () => {
  const other = build.contact({ externalId: "C-1", customer: "A-1", fullName: "Bob", title: null, roles: [] });
  await store.persistence.write(store.tenantId, (tx) => tx.facts.write("contacts", "intercom", [other]));
  const { contacts: shown } = (await store.run("get_client_overview", { clientId })) as {
    readonly contacts: readonly object[];
  };
  expect(shown).toEqual([
    { fullName: "Bob", title: null, roles: [] },
    { fullName: "Tagged", title: null, roles: [] },
  ]);
  const timeline = JSON.stringify(await store.run("get_client_timeline", { clientId }));
  expect(timeline).toContain("Bob");
  expect(timeline).toContain("Tagged");
});

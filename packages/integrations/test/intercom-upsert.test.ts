import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createIntercom, type Intercom } from "../src/intercom/index.ts";
import { type FakeIntercom, fakeAdmin, fakeToken, openFakeIntercom } from "./fakes/intercom.ts";
import { answer, openFaultServer } from "./fault-server.ts";

let fake: FakeIntercom;
let intercom: Intercom;
const connect = (baseUrl: string) =>
  createIntercom({ accessToken: fakeToken, adminId: fakeAdmin, baseUrl, firstRetryMs: 1 });
beforeEach(async () => {
  fake = await openFakeIntercom();
  intercom = connect(fake.url);
});
afterEach(async () => {
  await intercom.close();
  fake.close();
});

const theContact = () => [...fake.contacts.values()][0];
const ada = { externalId: "cnt_1", name: "Ada", email: "ada@example.com" };
const conflict = (id: string) =>
  answer(409, {
    type: "error.list",
    errors: [{ code: "conflict", message: `A contact matching those details already exists with id=${id}` }],
  });

describe("createUser", () => {
  it("creates a contact, and updates it the next time, leaving what it is not told", async () => {
    const created = await intercom.createUser(ada);
    expect(created).toMatchObject({ outcome: "done", value: { externalId: "cnt_1", name: "Ada", role: "user" } });
    const updated = await intercom.createUser({ externalId: "cnt_1", name: "Ada Lovelace" });
    expect(updated).toMatchObject({ value: { name: "Ada Lovelace", email: "ada@example.com" } });
    expect(fake.contacts.size).toBe(1);
  });

  it("makes one contact of many calls at the same time, even where Intercom would make several", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `Ada ${index}`);
    const results = await Promise.all(names.map((name) => intercom.createUser({ externalId: "cnt_1", name })));
    expect(fake.contacts.size).toBe(1);
    expect(new Set(results.map((result) => result.outcome === "done" && result.value.id)).size).toBe(1);
    expect(theContact()?.name).toBe("Ada 19");
  });

  it("keeps one contact for each of many ids, whatever becomes of a call before", async () => {
    fake.contacts.set("x", { id: "x", state: "archived", role: "user", external_id: "0", name: null, tags: new Set() });
    const ids = ["0", "1", "2", "0", "1", "2"];
    const results = await Promise.allSettled(ids.map((externalId) => intercom.createUser({ externalId })));
    expect(results.map(({ status }) => status)).toEqual(
      ids.map((externalId) => (externalId === "0" ? "rejected" : "fulfilled")),
    );
    expect(fake.contacts.size).toBe(3);
  });

  it.each([1, 2, 3])(
    "makes one contact when the connection breaks after %i requests that were done",
    async (breaks) => {
      fake.breaks = breaks;
      expect(await intercom.createUser(ada)).toMatchObject({ value: { id: theContact()?.id, name: "Ada" } });
      expect(fake.contacts.size).toBe(1);
    },
  );

  it.each(["archived", "deleted"] as const)("leaves a contact that is %s alone and says so", async (state) => {
    await intercom.createUser(ada);
    const contact = theContact();
    if (contact) contact.state = state;
    fake.requests.length = 0;
    const sending = intercom.createUser({ ...ada, name: "Ada Lovelace" });
    await expect(sending).rejects.toMatchObject({
      failure: "conflict",
      operation: "createUser",
      status: 409,
      mayHaveHappened: false,
      hint: expect.stringContaining("Unarchive"),
    });
    expect(fake.requests).toEqual(["POST /contacts"]);
    expect(theContact()).toMatchObject({ name: "Ada", state });
  });

  it("creates the contact anew when it is gone by the time that it is updated", async () => {
    await intercom.createUser(ada);
    fake.requests.length = 0;
    fake.onRequest = (request) => {
      if (request.startsWith("PUT ")) fake.contacts.clear();
    };
    expect(await intercom.createUser(ada)).toMatchObject({ value: { externalId: "cnt_1" } });
    expect(fake.requests.map((request) => request.split(" ")[0])).toEqual(["POST", "GET", "PUT", "POST"]);
    expect(fake.contacts.size).toBe(1);
  });

  it("ends after a second contact that is named and then gone", async () => {
    const gone = answer(404, { type: "error.list", errors: [{ code: "not_found", message: "User Not Found" }] });
    const server = await openFaultServer(conflict("1"), gone, conflict("2"), gone, conflict("3"));
    const sending = connect(server.url).createUser(ada);
    await expect(sending).rejects.toMatchObject({ failure: "not_found", operation: "getUser" });
    expect(server.requests).toHaveLength(4);
  });

  it("never gives a contact of somebody else to this one", async () => {
    const theirs = answer(200, { id: "1", external_id: "cnt_2", name: "Grace", email: "ada@example.com" });
    const server = await openFaultServer(conflict("1"), theirs);
    const sending = connect(server.url).createUser(ada);
    await expect(sending).rejects.toMatchObject({ failure: "conflict", hint: expect.stringContaining("address") });
    expect(server.requests).toHaveLength(2);
  });

  it("takes over a contact that has no external id yet", async () => {
    const theirs = answer(200, { id: "1", external_id: null, email: "ada@example.com" });
    const server = await openFaultServer(conflict("1"), theirs, answer(200, { id: "1", external_id: "cnt_1" }));
    expect(await connect(server.url).createUser(ada)).toMatchObject({ value: { id: "1", externalId: "cnt_1" } });
    expect(server.requests[2]).toMatch(/^PUT \/contacts\/1 HTTP/);
  });

  it.each([
    [
      "names no contact",
      { errors: [{ code: "conflict", message: "Multiple existing users match this email address" }] },
    ],
    ["says nothing", {}],
  ])("ends as a conflict when the conflict %s", async (_, body) => {
    const server = await openFaultServer(answer(409, body));
    await expect(connect(server.url).createUser(ada)).rejects.toMatchObject({ failure: "conflict", status: 409 });
    expect(server.requests).toHaveLength(1);
  });
});

describe("addTag", () => {
  it("tags once, by one tag, however often and in whatever case", async () => {
    await intercom.createUser(ada);
    const id = theContact()?.id ?? "";
    fake.breaks = 2;
    const tagged = await intercom.addTag(id, "At risk");
    expect(await intercom.addTag(id, "AT RISK")).toEqual(tagged);
    expect([...fake.tags.values()]).toEqual(["At risk"]);
    expect(theContact()?.tags).toEqual(new Set(fake.tags.keys()));
  });
});

it("two events of one name, contact and second are one", async () => {
  await intercom.createUser(ada);
  const event = { name: "exported", contact: { externalId: "cnt_1" }, at: "2026-01-02T03:04:05.100Z" };
  fake.breaks = 1;
  await intercom.trackEvent(event);
  await intercom.trackEvent({ ...event, at: "2026-01-02T03:04:05.900Z" });
  await intercom.trackEvent({ ...event, at: "2026-01-02T03:04:06Z" });
  expect([...fake.events.values()].map((each) => each["created_at"])).toEqual([1_767_323_045, 1_767_323_046]);
});

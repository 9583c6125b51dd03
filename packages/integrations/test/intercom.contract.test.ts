import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createIntercom, type Intercom } from "../src/intercom/index.ts";
import { type FakeIntercom, fakeAdmin, fakeToken, openFakeIntercom } from "./fakes/intercom.ts";
import { intercomDescription } from "./intercom-description.ts";
import { describeContract, usePrism } from "./prism.ts";
import { usePrismProxy } from "./prism-proxy.ts";

const { file, correction } = intercomDescription;
const connect = (baseUrl: string, onCall = () => {}) =>
  createIntercom({ accessToken: fakeToken, adminId: fakeAdmin, baseUrl, firstRetryMs: 1, onCall });
const done = { outcome: "done" };
const ada = { to: { id: "6762", role: "user" } } as const;
const email = { kind: "email", subject: "Exports", template: "plain", body: "They work again." } as const;
const errors = {
  400: "refused",
  401: "unauthorised",
  403: "forbidden",
  404: "not_found",
  422: "refused",
  429: "rate_limited",
} as const;

describeContract("Intercom's description", () => {
  const prism = usePrism(file, correction);
  let intercom: Intercom;
  beforeAll(() => {
    intercom = connect(prism.url);
  });
  afterAll(() => intercom.close());

  /** With the errors that the description has for each. */
  const methods: readonly [string, (to: Intercom) => Promise<unknown>, (keyof typeof errors)[]][] = [
    ["whoAmI", (to) => to.whoAmI(), [429]],
    ["sendMessage by e-mail", (to) => to.sendMessage({ ...ada, ...email }), [400, 401, 403, 422, 429]],
    ["sendMessage in the Messenger", (to) => to.sendMessage({ ...ada, kind: "in_app", body: "Hello" }), [422]],
    ["createNote", (to) => to.createNote("6762", "Renews in May."), [404, 429]],
    [
      "trackEvent",
      (to) =>
        to.trackEvent({
          name: "invited-friend",
          contact: { externalId: "cnt_1" },
          at: "2026-01-02T03:04:05Z",
          metadata: { plan: "pro", seats: 3 },
        }),
      [401, 429],
    ],
    ["getUser", (to) => to.getUser("6762"), [401, 429]],
    ["getUserByExternalId", (to) => to.getUserByExternalId("cnt_1"), [401, 429]],
    ["createUser", (to) => to.createUser({ externalId: "cnt_1", name: "Ada", email: "ada@example.com" }), [401, 429]],
    ["searchContacts", (to) => to.searchContacts("2026-01-02T03:04:05Z"), [401, 429]],
    ["searchContacts, another page", (to) => to.searchContacts(null, "WzE3MzQ1Mzc0MjRd"), [401]],
    ["getCompany", (to) => to.getCompany("6762f07f1bb69f9f2193baf5"), [401, 404, 429]],
    ["getCompaniesOf", (to) => to.getCompaniesOf("6762", 2), [401, 404, 429]],
    ["addTag", (to) => to.addTag("6762", "at risk"), [400, 401, 404, 429]],
  ];

  describe.each(methods)("%s", (_, send, declared) => {
    it("sends what Intercom takes and reads what it gives", async () => {
      expect(await send(intercom)).toMatchObject(done);
      expect(prism.violations).toEqual([]);
    });

    it.each(declared)("reads the error %i", async (status) => {
      prism.code = status;
      // Without a breaker of other tests.
      const own = connect(prism.url);
      await expect(send(own)).rejects.toMatchObject({ vendor: "intercom", status, failure: errors[status] });
      await own.close();
      expect(prism.violations).toEqual([]);
    });
  });

  it("updates the contact that the described conflict names", async () => {
    prism.code = 409;
    const own = connect(prism.url, () => {
      prism.code = null;
    });
    // The external id of the example.
    expect(await own.createUser({ externalId: "70", name: "Ada" })).toMatchObject(done);
    await own.close();
    expect(prism.violations).toEqual([]);
  });
});

describeContract("the fake of Intercom, behind its description", () => {
  let fake: FakeIntercom;
  beforeAll(async () => {
    fake = await openFakeIntercom();
  });
  const proxy = usePrismProxy(file, () => fake.url, correction);
  let intercom: Intercom;
  beforeAll(() => {
    intercom = connect(proxy.url);
  });
  afterAll(async () => {
    await intercom.close();
    fake.close();
  });
  beforeEach(() => fake.contacts.clear());

  it("takes and gives what the description says, for every method", async () => {
    const created = await intercom.createUser({ externalId: "cnt_1", name: "Ada", email: "ada@example.com" });
    if (created.outcome !== "done") throw new Error(created.outcome);
    const { id } = created.value;
    const updated = await intercom.createUser({ externalId: "cnt_1", name: "Ada Lovelace" });
    expect(updated).toMatchObject({ value: { id, name: "Ada Lovelace", email: "ada@example.com" } });
    expect(await intercom.getUser(id)).toEqual(updated);
    expect(await intercom.getUserByExternalId("cnt_1")).toEqual(updated);
    expect(await intercom.whoAmI()).toMatchObject({ value: { id: "394051", workspace: "Example", region: "US" } });
    expect(await intercom.sendMessage({ to: { id, role: "user" }, ...email })).toMatchObject(done);
    expect(await intercom.createNote(id, "Renews in May.")).toMatchObject(done);
    const event = { name: "exported", contact: { externalId: "cnt_1" }, at: "2026-01-02T03:04:05Z" };
    expect(await intercom.trackEvent(event)).toMatchObject(done);
    const tagged = await intercom.addTag(id, "at risk");
    expect(await intercom.addTag(id, "At Risk")).toEqual(tagged);
    expect(proxy.violations).toEqual([]);
    expect(fake.contacts.size).toBe(1);
    expect([...fake.tags.values()]).toEqual(["at risk"]);
  });

  it("refuses as the description says", async () => {
    await expect(intercom.createNote("nobody", "x")).rejects.toMatchObject({ failure: "not_found", status: 404 });
    await expect(intercom.addTag("nobody", "x")).rejects.toMatchObject({ failure: "not_found", operation: "addTag" });
    const stranger = createIntercom({ accessToken: "wr0ng", adminId: 1, baseUrl: proxy.url });
    await expect(stranger.getUser("x")).rejects.toMatchObject({ failure: "unauthorised" });
    await stranger.close();
    expect(proxy.violations).toEqual([]);
  });
});

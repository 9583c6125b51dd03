import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createZendesk, type Zendesk } from "../src/zendesk/index.ts";
import { describeContract, usePrism } from "./prism.ts";

describeContract("Zendesk's description", () => {
  const prism = usePrism("zendesk/support.patched.json");
  const credentials = { kind: "api_token", email: "agent@example.com", token: "t0ken" } as const;
  const connect = () => createZendesk({ subdomain: "example", baseUrl: prism.url, credentials, firstRetryMs: 1 });
  let zendesk: Zendesk;
  beforeAll(() => {
    zendesk = connect();
  });
  afterAll(() => zendesk.close());

  const done = { outcome: "done" };
  const methods: readonly [string, (to: Zendesk) => Promise<unknown>][] = [
    ["whoAmI", (to) => to.whoAmI()],
    [
      "createTicket",
      (to) =>
        to.createTicket({
          subject: "Export fails",
          body: "Since Monday.",
          priority: "P0",
          requester: { name: "Ada", email: "ada@example.com" },
          externalId: "tck_1",
          idempotencyKey: "key-1",
        }),
    ],
    ["getTicket", (to) => to.getTicket("35436")],
    [
      "updateTicket",
      (to) => to.updateTicket("35436", { status: "on_hold", priority: "P3", ifUpdatedAt: "2026-01-02T03:04:05Z" }),
    ],
    ["addComment", (to) => to.addComment("35436", { body: "Thanks.", public: true })],
    ["getUser", (to) => to.getUser("35436")],
    ["findUsersByEmail", (to) => to.findUsersByEmail("ada@example.com")],
    ["searchTickets", (to) => to.searchTickets("status<solved")],
    ["countTickets", (to) => to.countTickets("updated>=2026-01-02T03:04:05Z")],
    ["getTickets", (to) => to.getTickets(["35436", "20057623"])],
    ["getUsers", (to) => to.getUsers(["35436", "20057623"])],
  ];

  describe.each(methods)("%s", (_, send) => {
    it("sends what Zendesk takes and reads what it gives", async () => {
      expect(await send(zendesk)).toMatchObject(done);
      expect(prism.violations).toEqual([]);
    });

    it.each([
      [401, "unauthorised"],
      [404, "not_found"],
      [409, "conflict"],
      [422, "refused"],
      [429, "rate_limited"],
      [503, "vendor_failure"],
    ])("reads the error %i as %s", async (status, failure) => {
      prism.code = status;
      // Without a breaker of other tests.
      const own = connect();
      await expect(send(own)).rejects.toMatchObject({ vendor: "zendesk", status, failure });
      await own.close();
      expect(prism.violations).toEqual([]);
    });
  });
});

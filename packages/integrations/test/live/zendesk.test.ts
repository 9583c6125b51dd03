import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createZendesk, type Zendesk } from "../../src/zendesk/index.ts";
import { describeLive } from "./describe-live.ts";

const names = ["ZENDESK_SUBDOMAIN", "ZENDESK_CLIENT_ID", "ZENDESK_CLIENT_SECRET"] as const;

describeLive("Zendesk", names, (settings) => {
  let zendesk: Zendesk;
  beforeAll(() => {
    zendesk = createZendesk({
      subdomain: settings.ZENDESK_SUBDOMAIN,
      credentials: {
        kind: "oauth",
        clientId: settings.ZENDESK_CLIENT_ID,
        clientSecret: settings.ZENDESK_CLIENT_SECRET,
      },
    });
  });
  afterAll(() => zendesk.close());

  it("makes one ticket for one key, takes a note, refuses a change of what was changed since, and closes it", async () => {
    const key = `live-test-${randomUUID()}`;
    const ticket = { subject: "Live test", body: "Made by a test.", externalId: key, idempotencyKey: key };
    const [first, second] = [await zendesk.createTicket(ticket), await zendesk.createTicket(ticket)];
    expect(second).toEqual(first);
    if (first.outcome !== "done") throw new Error(first.outcome);
    const { id, updatedAt } = first.value;
    await zendesk.addComment(id, { body: "A note of a test.", public: false });
    const stale = { status: "solved", ifUpdatedAt: updatedAt ?? "" } as const;
    await expect(zendesk.updateTicket(id, stale)).rejects.toMatchObject({ failure: "conflict" });
    const now = await zendesk.getTicket(id);
    if (now.outcome !== "done") throw new Error(now.outcome);
    expect(now.value).toMatchObject({ externalId: key, subject: "Live test" });
    const solved = await zendesk.updateTicket(id, { status: "solved", ifUpdatedAt: now.value.updatedAt ?? "" });
    expect(solved).toMatchObject({ value: { status: "solved" } });
  });
});

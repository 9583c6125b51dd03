import { createSign, generateKeyPairSync } from "node:crypto";
import { createSendgrid } from "@cs/integrations/sendgrid";
import type { Relay } from "@cs/persistence";
import { createExecutor, localPrincipal, operations, suppress } from "@cs/services";
import { build, until, useMailServer, useTestStore } from "@cs/testing";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mailHandler } from "../src/integrations/mail-handler.ts";
import { sendgridWebhook } from "../src/webhooks/sendgrid-webhook.ts";

const asOf = "2024-06-30";
const store = useTestStore({ asOf });
const server = useMailServer();
const relays: Relay[] = [];

beforeAll(async () => {
  await store.persistence.write(store.tenantId, async (tx) => {
    await tx.facts.write("customers", "crm", [build.customer({ clientName: "Acme <b>" })]);
    const emails = ["ann", "bob", "cid", "dan", "eve"].map((name) => `${name}@a.example`);
    await tx.facts.write(
      "contacts",
      "crm",
      emails.map((email, index) => build.contact({ externalId: `P-${index}`, fullName: "Kim Lee", email })),
    );
  });
});

beforeEach(() => {
  server.posted.length = 0;
  server.reply = "take";
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
});

interface Recipient {
  readonly messageId: string;
  readonly email: string;
  readonly state: string;
  readonly reason: string | null;
}
interface Answer {
  readonly batchId: string;
  readonly counts: object;
  readonly recipients: readonly Recipient[];
  readonly events: readonly { readonly kind: string }[] | null;
}

async function mail(input: object): Promise<Answer> {
  const { persistence, tenantId } = store;
  const executor = createExecutor({ persistence, operations, asOf, connected: () => new Set(["sendgrid"]) });
  return (await executor.execute("send_personalized_email", input, {
    ...localPrincipal(tenantId),
    ask: async () => "yes",
  })) as unknown as Answer;
}
const text = {
  subject: "Hello {{contact.firstName}}",
  body: "At {{account.name}}\nall is well",
  category: "lifecycle",
};
const send = (...names: readonly string[]) =>
  mail({ action: "send", ...text, emails: names.map((name) => `${name}@a.example`) });
const status = async ({ recipients: [sent] }: Answer) => mail({ action: "status", messageId: sent?.messageId });

/** Delivers with a connection to the mail server, or without one, until nothing is due. */
async function deliver(configured = true, tries = 1): Promise<void> {
  const sendgrid = createSendgrid({
    apiKey: "SG.test",
    from: { email: "success@vendor.example" },
    baseUrl: server.url,
  });
  const onError = (error: unknown) => {
    throw error;
  };
  const { persistence } = store;
  relays.push(
    persistence.startRelay({
      handlers: { mail: mailHandler({ persistence, sendgrid, isConnected: () => configured, log: { warn: onError } }) },
      policy: { tries, firstDelayMilliseconds: 10, longestDelayMilliseconds: 20 },
      pollMilliseconds: 10,
      onError,
    }),
  );
  const due = "SELECT FROM cs.outbox WHERE state = 'pending' AND next_attempt_at < now() + interval '1 minute'";
  await until(async () => (await store.query(due)).length === 0);
}
const lastError = async () =>
  (
    await store.query<{ error: string | null }>(
      "SELECT last_error AS error FROM cs.outbox ORDER BY created_at DESC LIMIT 1",
    )
  )[0]?.error;

describe("a message", () => {
  it("is sent to each who may be written to, once, as text and as HTML in which nothing is markup", async () => {
    await store.persistence.write(store.tenantId, (tx) => {
      const asked = { emails: ["cid@a.example"], actor: "ann", requestId: "r", now: new Date(), note: "by phone" };
      return suppress(tx, { ...asked, scope: "lifecycle" });
    });
    const answer = await send("ann", "bob", "cid");
    expect(answer.counts).toEqual({ accepted: 2, suppressed: 1 });
    await deliver();
    const to = server.posted.map(({ personalizations: [one] }) => one?.to[0]?.email);
    expect(to.toSorted()).toEqual(["ann@a.example", "bob@a.example"]);
    for (const { subject, content, categories } of server.posted) {
      expect({ subject, categories }).toEqual({ subject: "Hello Kim", categories: ["lifecycle"] });
      expect(content).toEqual([
        { type: "text/plain", value: "At Acme <b>\nall is well" },
        { type: "text/html", value: expect.stringContaining("<p>At Acme &lt;b&gt;<br>all is well</p>") },
      ]);
    }
    expect((await mail({ action: "status", batchId: answer.batchId })).counts).toEqual({ sent: 2, suppressed: 1 });
    const rows = await store.query(
      "SELECT provider, provider_message_id AS id FROM cs.messages WHERE state = 'sent' ORDER BY 2",
    );
    expect(rows).toEqual([
      { provider: "sendgrid", id: "sg-1" },
      { provider: "sendgrid", id: "sg-2" },
    ]);
  });

  it("that SendGrid took before the connection broke is not sent again, and its fate is said to be unknown", async () => {
    server.reply = "reset";
    const answer = await send("ann");
    await deliver(true, 3);
    expect(server.posted).toHaveLength(1);
    const { recipients } = await status(answer);
    expect(recipients).toMatchObject([{ state: "unknown", reason: expect.stringContaining("It may have been done.") }]);
    expect(await store.query("SELECT state FROM cs.outbox WHERE key = $1", [recipients[0]?.messageId])).toEqual([
      { state: "dead" },
    ]);
  });

  it("that SendGrid does not take has failed, with the reason", async () => {
    server.reply = "refuse";
    const answer = await send("ann");
    await deliver(true, 3);
    expect(server.posted).toHaveLength(1);
    expect((await status(answer)).recipients).toMatchObject([
      { state: "failed", reason: expect.stringMatching(/400/) },
    ]);
  });

  it("waits for a worker that has SendGrid, and the delivery says what to do", async () => {
    const answer = await send("ann");
    await deliver(false, 1);
    expect(await lastError()).toBe("This worker has no SendGrid for the tenant: set SENDGRID_API_KEY where it runs.");
    expect((await status(answer)).recipients).toMatchObject([{ state: "accepted" }]);
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
    await store.persistence.write(store.tenantId, (tx) => tx.outbox.replay(null));
    await deliver();
    expect((await status(answer)).recipients).toMatchObject([{ state: "sent" }]);
  });
});

describe("between the call and the sending", () => {
  const dateBack = (interval: string) =>
    store.query(`UPDATE cs.messages SET send_at = now() - interval '${interval}' WHERE state = 'accepted'`);

  it("people unsubscribe", async () => {
    const answer = await send("dan");
    await store.persistence.write(store.tenantId, (tx) => {
      const asked = { emails: ["DAN@a.example"], actor: "ann", requestId: "r", now: new Date(), note: "n" };
      return suppress(tx, { ...asked, scope: "lifecycle" });
    });
    await deliver();
    expect(server.posted).toEqual([]);
    expect((await status(answer)).recipients).toMatchObject([
      { state: "suppressed", reason: "the address was suppressed by request" },
    ]);
  });

  it("people leave", async () => {
    const answer = await send("bob");
    await store.query("UPDATE cs.contacts SET departed_on = '2024-01-01' WHERE email = 'bob@a.example'");
    await deliver();
    expect(server.posted).toEqual([]);
    expect((await status(answer)).recipients).toMatchObject([
      { state: "suppressed", reason: "the contact has departed or has another address" },
    ]);
  });

  it("a day goes by, as after a restore", async () => {
    const [late, later] = [await send("ann"), await send("eve")];
    await dateBack("23 hours 59 minutes");
    await store.query("UPDATE cs.messages SET send_at = now() - interval '24 hours 1 minute' WHERE message_id = $1", [
      later.recipients[0]?.messageId,
    ]);
    await deliver();
    expect((await status(late)).recipients).toMatchObject([{ state: "sent" }]);
    expect((await status(later)).recipients).toMatchObject([
      { state: "failed", reason: expect.stringContaining("more than 24 hours have gone by") },
    ]);
    expect(server.posted).toHaveLength(1);
  });
});

describe("the webhook of SendGrid", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const key = publicKey.export({ format: "der", type: "spki" }).toString("base64");
  const config = { apiKey: "SG.test", from: { email: "a@a.example", name: undefined }, region: "global" } as const;
  const webhook = sendgridWebhook({ ...config, baseUrl: undefined, webhookPublicKey: key });

  /** Signs as SendGrid does, and takes what it says. */
  async function tell(...events: readonly object[]) {
    if (!webhook) throw new Error("not configured");
    const now = Date.now();
    const timestamp = String(Math.floor(now / 1000));
    const body = Buffer.from(JSON.stringify(events));
    const signature = createSign("sha256").update(timestamp).update(body).sign(privateKey, "base64");
    const headers = {
      "x-twilio-email-event-webhook-signature": signature,
      "x-twilio-email-event-webhook-timestamp": timestamp,
    };
    expect(webhook.verify({ headers, body, now })).toBe(true);
    expect(webhook.verify({ headers, body: Buffer.from("[]"), now })).toBe(false);
    return webhook.take(webhook.parse(body), store);
  }
  const event = (name: string, part: object = {}) => ({
    ...{ event: name, email: "EVE@a.example", sg_event_id: name, timestamp: Math.floor(Date.now() / 1000) },
    ...part,
  });

  it("is not there without its key", () => {
    expect(sendgridWebhook(null)).toBeNull();
    expect(sendgridWebhook({ ...config, baseUrl: undefined, webhookPublicKey: null })).toBeNull();
  });

  it("moves a message, and a bounce has the next one suppressed; a repeated event changes nothing", async () => {
    const answer = await send("eve");
    await deliver();
    const about = { cs_message_id: answer.recipients[0]?.messageId };
    expect(await tell(event("delivered", about), event("processed", about))).toBe("taken");
    expect((await status(answer)).recipients).toMatchObject([{ state: "delivered" }]);
    const bounce = event("bounce", { ...about, type: "bounce", reason: "550 \u202eno such\r\nuser\0" });
    expect(await tell(bounce)).toBe("taken");
    const bounced = await status(answer);
    expect(bounced).toMatchObject({
      recipients: [{ state: "bounced", reason: "the address does not take mail" }],
      events: expect.arrayContaining([expect.objectContaining({ kind: "bounced", reason: "550 no such user" })]),
    });
    const suppressions = "SELECT count(*)::int AS rows FROM cs.suppressions WHERE address = 'eve@a.example'";
    const before = await store.query(suppressions);
    expect(await tell(bounce, event("delivered", about))).toBe("repeated");
    expect(await status(answer)).toEqual(bounced);
    expect(await store.query(suppressions)).toEqual(before);
    expect((await send("eve")).recipients).toMatchObject([
      { state: "suppressed", reason: "the address does not take mail" },
    ]);
  });

  it("suppresses addresses that mail of others reached, and ignores what it does not know", async () => {
    expect(await tell(event("spamreport", { email: "stranger@a.example", cs_message_id: "other" }))).toBe("taken");
    const { persistence, tenantId } = store;
    const known = await persistence.read(tenantId, (tx) => tx.permissions.of(["stranger@a.example"]));
    expect(known.get("stranger@a.example")).toMatchObject({ suppressions: [{ reason: "spam_report", scope: "all" }] });
    expect(await tell(event("new_kind"))).toBe("ignored");
  });
});

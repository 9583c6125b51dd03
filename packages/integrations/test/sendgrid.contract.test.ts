import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSendgrid, parseSendgridEvents, type Sendgrid, verifySendgridWebhook } from "../src/sendgrid/index.ts";
import { regionUrls } from "../src/sendgrid/region.ts";
import { type FakeSendgrid, openFakeSendgrid } from "./fakes/sendgrid.ts";
import { describeContract, usePrism, vendorSpecs } from "./prism.ts";
import { usePrismProxy } from "./prism-proxy.ts";

const description = "sendgrid/mail.patched.json";
const connect = (baseUrl: string) =>
  createSendgrid({ apiKey: "SG.k", from: { email: "team@example.com", name: "Team" }, baseUrl, firstRetryMs: 1 });

const done = { outcome: "done" };
const envelope = {
  to: [{ email: "ada@example.com", name: "Lovelace, Ada" }],
  cc: [{ email: "cc@example.com" }],
  bcc: [{ email: "bcc@example.com" }],
  messageId: "msg_1",
};
const settings = {
  replyTo: { email: "help@example.com" },
  categories: ["onboarding"],
  unsubscribeGroupId: 7,
  sendAt: new Date().toISOString(),
};
const methods: readonly [string, (to: Sendgrid) => Promise<unknown>][] = [
  [
    "sendEmail",
    (to) => to.sendEmail({ ...envelope, ...settings, subject: "Hi", text: "Hello.", html: "<p>Hello.</p>" }),
  ],
  [
    "sendTemplateEmail",
    (to) => to.sendTemplateEmail({ ...envelope, ...settings, templateId: "d-1", data: { seats: 5 } }),
  ],
  [
    "sendBulkEmails",
    (to) => to.sendBulkEmails({ ...settings, subject: "Hi", html: "<p>x</p>", envelopes: [envelope] }),
  ],
];

describeContract("SendGrid's description", () => {
  const prism = usePrism(description);

  it("names the addresses of the regions", () => {
    const { servers } = JSON.parse(readFileSync(join(vendorSpecs, description), "utf8"));
    expect(Object.values(regionUrls)).toEqual(servers.map(({ url }: { url: string }) => url));
  });

  describe.each(methods)("%s", (name, send) => {
    it("sends what SendGrid takes and reads what it gives", async () => {
      const sendgrid = connect(prism.url);
      expect(await send(sendgrid)).toMatchObject(done);
      await sendgrid.close();
      expect(prism.violations).toEqual([]);
    });

    it.each([
      [400, "refused"],
      [401, "unauthorised"],
      [403, "forbidden"],
      [404, "not_found"],
      [413, "refused"],
      [429, "rate_limited"],
      [500, "vendor_failure"],
    ])("reads the error %i as %s", async (status, failure) => {
      prism.code = status;
      const sendgrid = connect(prism.url);
      const error = { vendor: "sendgrid", status, failure };
      if (name === "sendBulkEmails") {
        expect(await send(sendgrid)).toMatchObject({ value: [{ outcome: "failed", error }] });
      } else await expect(send(sendgrid)).rejects.toMatchObject(error);
      await sendgrid.close();
      expect(prism.violations).toEqual([]);
    });
  });
});

describeContract("the fake of SendGrid, behind its description", () => {
  let fake: FakeSendgrid;
  beforeAll(async () => {
    fake = await openFakeSendgrid("SG.k");
  });
  afterAll(() => fake.close());
  const proxy = usePrismProxy(description, () => fake.url);

  it.each(methods)("takes what %s sends, and answers as SendGrid does", async (_, send) => {
    const sendgrid = connect(proxy.url);
    const before = fake.copies.length;
    expect(await send(sendgrid)).toMatchObject(done);
    await sendgrid.close();
    expect(proxy.violations).toEqual([]);
    expect(fake.copies.slice(before)).toMatchObject([{ customArgs: { cs_message_id: "msg_1" } }]);
  });

  it("refuses as SendGrid does", async () => {
    const sendgrid = createSendgrid({ apiKey: "SG.other", from: { email: "team@example.com" }, baseUrl: proxy.url });
    const sending = sendgrid.sendEmail({ ...envelope, subject: "Hi", text: "Hello." });
    await expect(sending).rejects.toMatchObject({ failure: "unauthorised", status: 401 });
    await sendgrid.close();
    expect(proxy.violations).toEqual([]);
  });
});

describe("the fake of SendGrid", () => {
  it("tells what became of each copy, by the id that it was sent with", async () => {
    const now = Date.parse("2026-01-01T00:00:00Z");
    const fake = await openFakeSendgrid("SG.k", () => now);
    fake.bounced.add("1@example.com");
    const sendgrid = connect(fake.url);
    const envelopes = ["0", "1"].map((name) => ({ to: [{ email: `${name}@example.com` }], messageId: `msg_${name}` }));
    const sent = await sendgrid.sendBulkEmails({ subject: "Hi", text: "Hello.", envelopes });
    if (sent.outcome !== "done" || sent.value[0]?.outcome !== "accepted") throw new Error("not accepted");
    const { vendorMessageId } = sent.value[0];
    const webhook = fake.webhook(now);
    expect(verifySendgridWebhook({ ...webhook, publicKey: fake.publicKey, now })).toBe(true);
    const { events } = parseSendgridEvents(webhook.body);
    expect(events.map(({ messageId, kind, email }) => [messageId, kind, email])).toEqual([
      ["msg_0", "processed", "0@example.com"],
      ["msg_0", "delivered", "0@example.com"],
      ["msg_1", "dropped", "1@example.com"],
    ]);
    expect(events.every((event) => event.vendorMessageId?.startsWith(`${vendorMessageId}.`))).toBe(true);
    await sendgrid.close();
    fake.close();
  });

  it("sends nothing in sandbox mode", async () => {
    const fake = await openFakeSendgrid("SG.k");
    const from = { email: "team@example.com" };
    const sendgrid = createSendgrid({ apiKey: "SG.k", from, baseUrl: fake.url, sandbox: true });
    const result = await sendgrid.sendEmail({ ...envelope, subject: "Hi", text: "Hello." });
    expect(result).toEqual({ outcome: "done", value: { vendorMessageId: null } });
    expect(fake.copies).toEqual([]);
    await sendgrid.close();
    fake.close();
  });
});

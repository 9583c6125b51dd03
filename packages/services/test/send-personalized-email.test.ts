import { useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { addContacts, mailOf, text } from "./mail-fixtures.ts";

const asOf = "2024-06-30";
const store = useTestStore({ asOf });
const mail = (input: object, call: object = {}) => mailOf(store, asOf)(input, call);
const count = async (table: string) =>
  (await store.query<{ rows: number }>(`SELECT count(*)::int AS rows FROM cs.${table}`))[0]?.rows;
const emailsOf = (answer: { readonly recipients: readonly { readonly email: string | null }[] }) =>
  answer.recipients.map(({ email }) => email).toSorted();

describe("who gets a message", () => {
  it("is every contact with an address, each address once, and nobody who has departed", async () => {
    const first = await addContacts(store, ["Ann@a.example", "ann@a.example", "bob@a.example"]);
    const second = await addContacts(store, ["ANN@a.example"]);
    const third = await addContacts(store, ["gone@a.example"], { departedOn: asOf });
    const leaving = await addContacts(store, ["leaving@a.example"], { departedOn: "2024-07-01" });
    const answer = await mail({ action: "preview", ...text, clientIds: [first, second, third, leaving] });
    expect(answer.counts).toEqual({ ready: 3, failed: 1 });
    expect(answer.recipients[0]).toEqual({
      ...{ messageId: null, clientId: third, email: null, state: "failed" },
      reason: "the account has no contact that fits and has an e-mail address",
    });
    expect(emailsOf(answer)).toEqual(["ann@a.example", "bob@a.example", "leaving@a.example", null]);
  });

  it("can be narrowed by role, and by address to contacts that are stored", async () => {
    const clientId = await addContacts(store, ["user@b.example"], { roles: ["user"] });
    const other = await addContacts(store, ["champion@b.example", "old@b.example"]);
    await addContacts(store, ["left@b.example"], { departedOn: "2024-01-31" });
    const byRole = await mail({ ...text, clientIds: [clientId, other], roles: ["user"] });
    expect(byRole.recipients).toMatchObject([
      { clientId: other, email: null, state: "failed" },
      { clientId, email: "user@b.example", state: "ready" },
    ]);
    const emails = ["CHAMPION@b.example", "stranger@b.example", "left@b.example"];
    expect((await mail({ ...text, emails })).recipients).toMatchObject([
      { email: "stranger@b.example", state: "failed", reason: "no contact that fits has this address" },
      { email: "left@b.example", state: "failed", reason: "the contact departed on 2024-01-31" },
      { clientId: other, email: "champion@b.example", state: "ready" },
    ]);
    const both = await mail({ ...text, clientIds: [clientId], emails: ["champion@b.example"] });
    expect(both.counts).toEqual({ failed: 1 });
  });

  it("can be the members of a segment", async () => {
    const clientId = await addContacts(store, ["north@c.example"], {}, { csm: "North" });
    await addContacts(store, ["south@c.example"], {}, { csm: "South" });
    const rule = { fact: "csm", op: "=", value: "North" };
    const { segment } = await store.run("segment_customers", { action: "define", name: "North", rule });
    const { segmentId } = segment as { segmentId: string };
    const answer = await mail({ ...text, segmentId });
    expect(answer.recipients).toMatchObject([{ clientId, email: "north@c.example", state: "ready" }]);
    await expect(mail({ ...text, segmentId: "seg_none" })).rejects.toMatchObject({ code: "not_found" });
    await expect(mail({ ...text, segmentId, clientIds: [clientId] })).rejects.toMatchObject({ field: "clientIds" });
    await expect(mail(text)).rejects.toMatchObject({ field: "clientIds", message: "Nobody is to be written to." });
    await expect(mail({ ...text, clientIds: [`cs_${"0".repeat(26)}`] })).rejects.toMatchObject({ code: "not_found" });
  });

  it("is at most 1,000 people, of whom 50 are shown", async () => {
    const emails = Array.from({ length: 1001 }, (_, index) => `p${index}@many.example`);
    const clientId = await addContacts(store, emails);
    const before = await count("messages");
    await expect(mail({ action: "send", ...text, clientIds: [clientId] })).rejects.toMatchObject({
      field: "clientIds",
      message: "A call writes to at most 1,000 contacts, and more fit.",
    });
    expect(await count("messages")).toBe(before);
    const answer = await mail({ action: "send", ...text, emails: emails.slice(1), limit: 50 });
    expect(answer).toMatchObject({ counts: { accepted: 1000 }, total: 1000 });
    expect(answer.recipients).toHaveLength(50);
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await mail({ action: "status", batchId: answer.batchId, limit: 50, ...(cursor && { cursor }) });
      for (const { messageId } of page.recipients) seen.add(messageId ?? "");
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.size).toBe(1000);
  });
});

describe("a call that sends", () => {
  it("stores a message and an effect for each who may be written to, and says why others may not", async () => {
    const clientId = await addContacts(store, ["yes@d.example", "no@d.example"]);
    await mail({ action: "suppress", emails: ["NO@d.example"], reason: "asked by phone" });
    const [effects, audited] = [await count("outbox"), await count("audit_entries")];
    const answer = await mail({ action: "send", ...text, clientIds: [clientId] });
    expect(answer).toMatchObject({
      batchId: expect.stringMatching(/^mb_/),
      counts: { accepted: 1, suppressed: 1 },
      recipients: [
        { email: "no@d.example", state: "suppressed", reason: "the address was suppressed by request" },
        { email: "yes@d.example", state: "accepted", reason: null, messageId: expect.stringMatching(/^msg_/) },
      ],
      message: { email: "yes@d.example", subject: "Hello", body: "Hello there" },
      notSent: [],
    });
    expect([await count("outbox"), await count("audit_entries")]).toEqual([Number(effects) + 1, Number(audited) + 1]);
    const [entry] = await store.query<{ all: string }>(
      "SELECT to_jsonb(a)::text AS all FROM cs.audit_entries a ORDER BY occurred_at DESC, audit_id DESC LIMIT 1",
    );
    expect(entry?.all).not.toContain("d.example");
    const stored = await mail({ action: "status", messageId: answer.recipients[0]?.messageId });
    expect(stored).toMatchObject({ message: null, recipients: [{ state: "suppressed" }], events: [] });
  });

  it("takes effect once for one idempotency key, also when both come at once", async () => {
    const clientId = await addContacts(store, ["once@e.example"]);
    const input = { action: "send", ...text, clientIds: [clientId], idempotencyKey: "mail-once" };
    const [first, second] = await Promise.all([mail(input), mail(input)]);
    expect(second).toEqual(first);
    expect((await mail({ action: "status", batchId: first.batchId })).total).toBe(1);
  });

  it("can wait for up to 72 hours", async () => {
    const clientId = await addContacts(store, ["later@f.example"]);
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const sendAt = inHours(71);
    const { recipients } = await mail({ action: "send", ...text, clientIds: [clientId], sendAt });
    expect(recipients).toMatchObject([{ state: "scheduled" }]);
    const [effect] = await store.query<{ due: string }>("SELECT next_attempt_at AS due FROM cs.outbox WHERE key = $1", [
      recipients[0]?.messageId,
    ]);
    expect(new Date(effect?.due ?? "").toISOString()).toBe(sendAt);
    for (const hours of [73, -1]) {
      const refused = mail({ action: "send", ...text, clientIds: [clientId], sendAt: inHours(hours) });
      await expect(refused, `${hours}`).rejects.toMatchObject({ field: "sendAt" });
    }
  });

  it("sends and stores nothing without SendGrid, and says so, also where there is Intercom", async () => {
    const clientId = await addContacts(store, ["nobody@g.example"]);
    const [messages, effects] = [await count("messages"), await count("outbox")];
    const input = { action: "send", ...text, clientIds: [clientId] };
    expect(await mailOf(store, asOf, [])(input)).toMatchObject({
      batchId: null,
      counts: { not_sent: 1 },
      recipients: [{ messageId: null, state: "not_sent", reason: "not_configured" }],
      message: { subject: "Hello" },
      notSent: [{ platform: "sendgrid", effect: "send email", reason: "not_configured" }],
    });
    expect((await mailOf(store, asOf, ["intercom"])(input)).notSent).toMatchObject([
      { platform: "sendgrid", reason: "not_configured" },
      { platform: "intercom", reason: "not_supported" },
    ]);
    const preview = await mailOf(store, asOf, [])({ ...input, action: "preview" });
    expect(preview).toMatchObject({ counts: { ready: 1 }, notSent: [{ platform: "sendgrid" }] });
    expect([await count("messages"), await count("outbox")]).toEqual([messages, effects]);
  });
});

import { useTestStore } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { addAccount } from "./fixtures.ts";
import { addContacts, mailOf } from "./mail-fixtures.ts";

const asOf = "2024-06-30";
const store = useTestStore({ asOf });
const mail = (input: object) => mailOf(store, asOf)(input);
const preview = (clientIds: readonly string[], body: string, more: object = {}) =>
  mail({ clientIds, subject: "Hi", body, category: "transactional", ...more });

describe("merge fields", () => {
  it("are filled from stored facts", async () => {
    const clientId = await addAccount(store, {
      customers: [{ clientName: "Acme & Co", csm: "Dana", planTier: "enterprise", industry: "Retail" }],
      contacts: [{ fullName: "Kim Lee", title: "COO", email: "Kim@a.example" }],
      contracts: [{ startDate: "2024-01-01", endDate: "2024-12-31", noticeDays: 90 }],
    });
    const body =
      "{{account.name}};{{account.csm}};{{account.plan}};{{account.industry}};{{contact.name}};{{contact.firstName}};" +
      "{{contact.title}};{{contact.email}};{{renewal.date}};{{renewal.optOutDeadline}};{{ offer }}";
    const { message } = await preview([clientId], body, { fields: { offer: "10 %" } });
    // 90 days before 31 December, counted by hand: 31 in December, 30 in November, 29 of October.
    expect(message?.body).toBe(
      "Acme & Co;Dana;enterprise;Retail;Kim Lee;Kim;COO;kim@a.example;2024-12-31;2024-10-02;10 %",
    );
  });

  it("that nobody knows make their recipient fail, unless the template has a default", async () => {
    const bare = await addContacts(store, ["ops@b.example"], { fullName: "Head of operations" });
    const full = await addContacts(store, ["kim@b.example"], {}, { csm: "Dana" });
    const answer = await preview([bare, full], "Hi {{contact.firstName|there}} from {{account.csm}} {{offer|}}");
    expect(answer.recipients).toMatchObject([
      { clientId: bare, state: "failed", reason: "account.csm has no value and no default" },
      { clientId: full, state: "ready" },
    ]);
    expect(answer.message?.body).toBe("Hi Kim from Dana");
    const { message } = await preview([bare], "Hi {{contact.firstName|there}}");
    expect(message?.body).toBe("Hi there");
    const two = await preview([bare], "{{renewal.date}} {{offer}}", { fields: { offer: "  " } });
    expect(two.recipients).toMatchObject([{ reason: "renewal.date, offer have no value and no default" }]);
  });

  it.each([
    [
      "a name that no fact has",
      "{{contact.firstNam|there}}",
      {},
      { field: "body", hint: "Did you mean contact.firstName?" },
    ],
    ["braces that are no field", "{{a b}}", {}, { field: "body" }],
    ["braces that do not close", "Hello {{account.name", {}, { field: "body" }],
    ["logic", "{{#if account.name}}x{{/if}}", {}, { field: "body" }],
    ["a value for no field", "{{offer}}", { offer: "1", other: "2" }, { field: "fields.other", hint: "It has offer." }],
    ["a value for a stored field", "{{account.name}}", { "account.name": "x" }, { field: "fields.account.name" }],
  ])("refuse %s", async (_, body, fields, error) => {
    const clientId = await addContacts(store, ["x@c.example"]);
    await expect(preview([clientId], body, { fields })).rejects.toMatchObject({ code: "invalid_input", ...error });
  });

  it("put in what customers wrote as it is, in a subject on one line", async () => {
    const fullName = "Eve\r\nBcc: all@a.example {{account.csm}} <b>";
    const clientId = await addContacts(store, ["eve@d.example"], { fullName });
    const subject = "Hello {{contact.name}}";
    const { message } = await preview([clientId], "{{contact.name}}", { subject });
    expect(message).toMatchObject({
      subject: "Hello Eve Bcc: all@a.example {{account.csm}} <b>",
      body: "Eve Bcc: all@a.example {{account.csm}} <b>",
    });
    await expect(preview([clientId], "x", { subject: "a\nb" })).rejects.toMatchObject({ field: "subject" });
  });

  it("can make a message too long, which then is not sent", async () => {
    const clientId = await addContacts(store, ["long@e.example"]);
    const more = { subject: "{{a}}{{a}}", fields: { a: "x".repeat(126) } };
    const { recipients } = await preview([clientId], "x", more);
    expect(recipients).toMatchObject([{ state: "failed", reason: "the subject has more than 250 characters" }]);
  });
});

describe("stored templates", () => {
  it("have versions, and a message keeps the one it was made from", async () => {
    const clientId = await addContacts(store, ["kim@f.example"]);
    const template = { template: "welcome", subject: "Hi {{contact.firstName|there}}", body: "Welcome" };
    const saved = await mail({ action: "save_template", ...template, expectedVersion: 0 });
    expect(saved.templates).toMatchObject([{ name: "welcome", version: 1 }]);
    const again = { action: "save_template", ...template, body: "Welcome, {{contact.name}}" };
    await expect(mail({ ...again, expectedVersion: 0 })).rejects.toMatchObject({ code: "conflict" });
    await mail({ ...again, expectedVersion: 1 });
    const request = { clientIds: [clientId], template: "welcome", category: "transactional" };
    const sent = await mail({ action: "send", ...request });
    expect(sent.message).toMatchObject({ subject: "Hi Kim", body: "Welcome, Kim Lee" });
    const rows = await store.query("SELECT template_name, template_version FROM cs.messages WHERE batch_id = $1", [
      sent.batchId,
    ]);
    expect(rows).toEqual([{ template_name: "welcome", template_version: 2 }]);
    await expect(mail({ ...request, body: "x" })).rejects.toMatchObject({ field: "template" });
    await expect(mail({ ...request, template: "none" })).rejects.toMatchObject({ code: "not_found" });
    await expect(mail({ clientIds: [clientId], category: "lifecycle" })).rejects.toMatchObject({ field: "template" });
  });

  it("are listed by name without their texts, and one with it", async () => {
    for (const template of ["zulu", "alpha"]) {
      await mail({ action: "save_template", template, subject: "s", body: "a\n\nb", expectedVersion: 0 });
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await mail({ action: "templates", limit: 2, ...(cursor && { cursor }) });
      expect(page.total).toBe(3);
      for (const { name, body } of page.templates ?? []) seen.push(`${name} ${body}`);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(["alpha null", "welcome null", "zulu null"]);
    expect(await mail({ action: "templates", template: "zulu" })).toMatchObject({
      templates: [{ body: ["a", "", "b"] }],
      total: 1,
    });
  });

  it("are refused when they cannot be read", async () => {
    const broken = { action: "save_template", template: "broken", subject: "s", expectedVersion: 0 };
    await expect(mail({ ...broken, body: "{{account.nam}}" })).rejects.toMatchObject({
      hint: "Did you mean account.name?",
    });
  });
});

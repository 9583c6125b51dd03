import type { IntegrationFailure } from "@cs/models";
import { describe, expect, it } from "vitest";
import type { CallReport } from "../src/index.ts";
import { createSendgrid, type NewEmail, type Sendgrid, type SendgridOptions } from "../src/sendgrid/index.ts";
import {
  answer,
  badGateway,
  drip,
  emptySuccess,
  hang,
  htmlSuccess,
  openFaultServer,
  type Reply,
  reset,
  resetInBody,
  truncate,
} from "./fault-server.ts";

const accepted = answer(202, "", { "x-message-id": "LRzXl_NHStOGhQ4kofSm_A" });
const scopes = answer(200, { scopes: ["mail.send", "templates.read"] });
const now = Date.parse("2026-01-01T00:00:00Z");

const connect = (baseUrl: string, options: Partial<SendgridOptions> = {}) =>
  createSendgrid({
    apiKey: "SG.s3cr3t",
    from: { email: "team@example.com", name: "Team" },
    baseUrl,
    firstRetryMs: 1,
    now: () => now,
    timeouts: { connect: 500, headers: 300, body: 300, total: 600 },
    ...options,
  });

const ada = { email: "ada@example.com", name: "Ada" };
const email: NewEmail = { to: [ada], subject: "Welcome", text: "Hello.", messageId: "msg_1" };
const templated = { to: [ada], templateId: "d-1", data: { plan: "Pro" }, messageId: "msg_2" };

const bodyOf = (request: string | undefined) => JSON.parse(request?.split("\r\n\r\n")[1] ?? "");

describe("without options", () => {
  const calls: readonly [string, (to: Sendgrid) => Promise<unknown>][] = [
    ["whoAmI", (to) => to.whoAmI()],
    ["sendEmail", (to) => to.sendEmail(email)],
    ["sendTemplateEmail", (to) => to.sendTemplateEmail(templated)],
    ["sendBulkEmails", (to) => to.sendBulkEmails({ subject: "x", text: "x", envelopes: [email] })],
  ];

  it.each(calls)("%s says that there is no SendGrid here", async (_, send) => {
    expect(await send(createSendgrid())).toEqual({ outcome: "not_configured", vendor: "sendgrid" });
  });
});

const faults: readonly [name: string, reply: Reply, failure: IntegrationFailure][] = [
  ["accepts and hangs", hang, "timeout"],
  ["drips", drip, "timeout"],
  ["takes the e-mail and breaks the connection", reset, "connection_lost"],
  ["breaks the connection in the answer", resetInBody, "connection_lost"],
  ["ends the answer too early", truncate, "bad_answer"],
  ["answers 502 in HTML", badGateway, "vendor_failure"],
  ["answers 200 with nothing", emptySuccess, "bad_answer"],
  ["answers 200 in HTML", htmlSuccess, "bad_answer"],
  ["accepts without an id", answer(202, ""), "bad_answer"],
];

describe.each(faults)("a SendGrid that %s", (_, reply, failure) => {
  it("gets an e-mail once, and the caller hears that it may have been sent", async () => {
    const server = await openFaultServer(reply, accepted);
    const sending = connect(server.url).sendEmail(email);
    await expect(sending).rejects.toMatchObject({ vendor: "sendgrid", failure, mayHaveHappened: true });
    expect(server.requests).toHaveLength(1);
  });

  it("is asked again what the key allows", async () => {
    const server = await openFaultServer(reply, scopes);
    expect(await connect(server.url).whoAmI()).toMatchObject({ outcome: "done", value: { maySend: true } });
    expect(server.requests).toHaveLength(2);
  });
});

describe("an e-mail that cannot have been taken", () => {
  it("is sent again after the time at which SendGrid's limit begins anew, by its own clock", async () => {
    const date = new Date(1_000_000_000_000).toUTCString();
    const limited = answer(
      429,
      { errors: [{ message: "too many requests" }] },
      { date, "x-ratelimit-reset": "1000000000" },
    );
    const server = await openFaultServer(limited, accepted);
    expect(await connect(server.url).sendEmail(email)).toMatchObject({ outcome: "done" });
    expect(server.requests).toHaveLength(2);
  });

  it("is tried again where nobody answers, and left with no doubt", async () => {
    const reports: CallReport[] = [];
    const sending = connect("http://127.0.0.1:9", { onCall: (report) => reports.push(report) }).sendEmail(email);
    await expect(sending).rejects.toMatchObject({ failure: "unreachable", mayHaveHappened: false });
    expect(reports).toMatchObject([{ vendor: "sendgrid", operation: "sendEmail", attempts: 4 }]);
  });

  it.each([
    [400, "refused"],
    [401, "unauthorised"],
    [403, "forbidden"],
    [413, "refused"],
  ])("because of %i is not sent again, and nothing of it or of the key is said", async (status, failure) => {
    const server = await openFaultServer(answer(status, { errors: [{ message: "SG.s3cr3t ada@example.com" }] }));
    const error = await connect(server.url)
      .sendEmail(email)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status, failure, mayHaveHappened: false, retryable: false });
    expect(JSON.stringify([error, String(error)])).not.toMatch(/s3cr3t|ada@/);
    expect(server.requests).toHaveLength(1);
  });
});

describe("a request", () => {
  it("carries the key, and gives SendGrid's id", async () => {
    const server = await openFaultServer(accepted);
    const value = { vendorMessageId: "LRzXl_NHStOGhQ4kofSm_A" };
    expect(await connect(server.url).sendEmail(email)).toEqual({ outcome: "done", value });
    expect(server.requests[0]).toMatch(/^POST \/v3\/mail\/send HTTP/);
    expect(server.requests[0]).toMatch(/^authorization: Bearer SG\.s3cr3t\r$/im);
  });

  it("names no recipient with a comma or a semicolon, which SendGrid refuses", async () => {
    const server = await openFaultServer(accepted);
    const names = ["Acme, Inc.", "Lovelace; Ada", " , ", "Zoë"];
    const to = names.map((name, index) => ({ email: `${index}@example.com`, name }));
    await connect(server.url).sendEmail({ ...email, to });
    const sent = bodyOf(server.requests[0]).personalizations[0].to.map((each: { name?: string }) => each.name);
    expect(sent).toEqual(["Acme Inc.", "Lovelace Ada", undefined, "Zoë"]);
  });

  it("holds data for a template or a fixed content, and never both", async () => {
    const server = await openFaultServer(accepted);
    const sendgrid = connect(server.url);
    // Types refuse this; what comes from JSON has none.
    const both = JSON.parse(JSON.stringify({ ...templated, ...email }));
    await sendgrid.sendEmail({ ...both, templateId: undefined });
    await sendgrid.sendTemplateEmail(both);
    const [fixed, dynamic] = server.requests.map(bodyOf);
    const personalization = { to: [ada], custom_args: { cs_message_id: "msg_1" } };
    const from = { email: "team@example.com", name: "Team" };
    const content = [{ type: "text/plain", value: "Hello." }];
    expect(fixed).toEqual({ from, subject: "Welcome", content, personalizations: [personalization] });
    const withData = { ...personalization, dynamic_template_data: { plan: "Pro" } };
    expect(dynamic).toEqual({ from, template_id: "d-1", personalizations: [withData] });
  });

  it("in sandbox mode needs no id, which SendGrid does not give then", async () => {
    const server = await openFaultServer(answer(200, ""));
    const result = await connect(server.url, { sandbox: true }).sendEmail(email);
    expect(result).toEqual({ outcome: "done", value: { vendorMessageId: null } });
    expect(bodyOf(server.requests[0]).mail_settings).toEqual({ sandbox_mode: { enable: true } });
  });
});

describe("what SendGrid would refuse is not sent", () => {
  const many = Array.from({ length: 1001 }, (_, index) => ({ email: `${index}@example.com` }));
  const bulk = { subject: "x", text: "x" };
  const cases: readonly [string, string, (to: Sendgrid) => Promise<unknown>][] = [
    ["nobody to write to", "to", (to) => to.sendEmail({ ...email, to: [] })],
    ["no envelope", "envelopes", (to) => to.sendBulkEmails({ ...bulk, envelopes: [] })],
    ["no address", "to[0].email", (to) => to.sendEmail({ ...email, to: [{ email: "ada" }] })],
    [
      "no address among good ones",
      "envelopes[1].cc[0].email",
      (to) => to.sendBulkEmails({ ...bulk, envelopes: [email, { ...email, cc: [{ email: "@" }] }] }),
    ],
    ["an address twice", "to", (to) => to.sendEmail({ ...email, bcc: [{ email: "ADA@example.com" }] })],
    ["too many recipients of one copy", "to", (to) => to.sendEmail({ ...email, to: many })],
    ["no id", "messageId", (to) => to.sendEmail({ ...email, messageId: "" })],
    ["no text", "text", (to) => to.sendEmail({ ...email, text: undefined })],
    ["an empty text", "html", (to) => to.sendEmail({ ...email, html: "" })],
    ["no subject", "subject", (to) => to.sendEmail({ ...email, subject: "" })],
    ["a template of the older kind", "templateId", (to) => to.sendTemplateEmail({ ...templated, templateId: "1" })],
    ["a category twice", "categories", (to) => to.sendEmail({ ...email, categories: ["a", "a"] })],
    ["more categories than ten", "categories", (to) => to.sendEmail({ ...email, categories: [..."abcdefghijk"] })],
    ["a time that is none", "sendAt", (to) => to.sendEmail({ ...email, sendAt: "soon" })],
    ["a time too far away", "sendAt", (to) => to.sendEmail({ ...email, sendAt: "2026-01-04T00:00:01Z" })],
  ];

  it.each(cases)("%s: the field is %s", async (_, field, send) => {
    const server = await openFaultServer(accepted);
    await expect(send(connect(server.url))).rejects.toMatchObject({ code: "invalid_input", field });
    expect(server.requests).toHaveLength(0);
  });

  it("but what is just good is", async () => {
    const server = await openFaultServer(accepted);
    const categories = [..."abcdefghij"];
    await connect(server.url).sendEmail({ ...email, to: many.slice(1), categories, sendAt: "2026-01-04T00:00:00Z" });
    expect(bodyOf(server.requests[0])).toMatchObject({ categories, send_at: now / 1000 + 72 * 3600 });
  });
});

it("says what a key allows", async () => {
  const server = await openFaultServer(answer(200, { scopes: ["templates.read"] }));
  const result = await connect(server.url).whoAmI();
  expect(result).toEqual({ outcome: "done", value: { scopes: ["templates.read"], maySend: false } });
  expect(server.requests[0]).toMatch(/^GET \/v3\/scopes HTTP/);
});

import theirClient from "@sendgrid/client";
import theirs from "@sendgrid/mail";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createSendgrid, type NewEmail, type NewTemplateEmail } from "../src/sendgrid/index.ts";
import { answer, type FaultServer, openFaultServer } from "./fault-server.ts";

// SendGrid's own library is the oracle of what is sent. It has other names for the same things.
const from = { email: "team@example.com", name: "Team" };
const settings = {
  replyTo: { email: "help@example.com", name: "Help" },
  categories: ["onboarding", "day_1"],
  unsubscribeGroupId: 7,
  sendAt: new Date(Math.floor(Date.now() / 1000) * 1000).toISOString(),
};
const theirSettings = {
  replyTo: settings.replyTo,
  categories: settings.categories,
  asm: { groupId: 7 },
  sendAt: Date.parse(settings.sendAt) / 1000,
  hideWarnings: true,
};

/** Our adapter and their library, in front of the same server. */
async function openBoth() {
  const server = await openFaultServer(answer(202, "", { "x-message-id": "id" }));
  theirs.setClient(theirClient);
  theirClient.setApiKey("SG.k");
  theirClient.setDefaultRequest("baseUrl", server.url);
  return { server, ours: createSendgrid({ apiKey: "SG.k", from, baseUrl: server.url, sandbox: true }) };
}

/** What of two requests a server can tell apart, but for who sent it. */
function lastTwo({ requests }: FaultServer) {
  return requests.slice(-2).map((request) => {
    const [head = "", body = ""] = request.split("\r\n\r\n");
    return {
      line: head.split("\r\n")[0],
      authorization: /^authorization: (.*)\r?$/im.exec(head)?.[1],
      type: /^content-type: ([^;\r]*)/im.exec(head)?.[1],
      body: JSON.parse(body),
    };
  });
}

const sandbox = { mailSettings: { sandboxMode: { enable: true } } };
const name = fc
  .string({ unit: fc.constantFrom(..."Aaë 'ß💌"), maxLength: 8 })
  .map((text) => `${text} Lovelace`.trim().replaceAll(/ +/g, " "));
const address = fc.record({ email: fc.uuid().map((id) => `${id}@example.com`), name }, { requiredKeys: ["email"] });
const recipients = fc.record({
  to: fc.array(address, { minLength: 1, maxLength: 3 }),
  cc: fc.array(address, { maxLength: 2 }),
  bcc: fc.array(address, { maxLength: 2 }),
});
const words = fc.string({ unit: fc.constantFrom(..."abc ë\n<&\"'💌"), minLength: 1, maxLength: 20 });

it("an e-mail is the one that SendGrid's own library sends", async () => {
  const { server, ours } = await openBoth();
  await fc.assert(
    fc.asyncProperty(recipients, words, words, words, fc.boolean(), async (to, subject, text, html, full) => {
      const email: NewEmail = { ...to, subject, text, html: full ? html : undefined, messageId: "msg_1" };
      await ours.sendEmail({ ...email, ...(full && settings) });
      const personalizations = [{ ...to, customArgs: { cs_message_id: "msg_1" } }];
      const content = { subject, text, ...(full && { html }) };
      await theirs.send({ from, personalizations, ...content, ...sandbox, ...(full && theirSettings) });
      const [mine, oracle] = lastTwo(server);
      expect(mine).toEqual(oracle);
    }),
    { numRuns: 40 },
  );
  await ours.close();
});

it("an e-mail of a template is the one that SendGrid's own library sends", async () => {
  const { server, ours } = await openBoth();
  const data = fc.dictionary(fc.constantFrom("snake_case", "camelCase", "name"), fc.jsonValue({ maxDepth: 2 }), {
    minKeys: 1,
  });
  await fc.assert(
    fc.asyncProperty(recipients, data, async (to, data) => {
      const email: NewTemplateEmail = { ...to, templateId: "d-1", data, messageId: "msg_1" };
      await ours.sendTemplateEmail({ ...email, ...settings });
      const personalizations = [{ ...to, customArgs: { cs_message_id: "msg_1" }, dynamicTemplateData: data }];
      await theirs.send({ from, personalizations, templateId: "d-1", ...sandbox, ...theirSettings });
      const [mine, oracle] = lastTwo(server);
      expect(mine).toEqual(oracle);
    }),
    { numRuns: 40 },
  );
  await ours.close();
});

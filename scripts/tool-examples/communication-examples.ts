import type { ToolExample } from "./tool-example.ts";

const texts = {
  subject: "Your renewal on {{renewal.date}}",
  body: "Hello {{contact.firstName|there}},\n\n{{account.name}} renews on {{renewal.date}}. Shall we talk about it?\n\n{{sender}}",
};

/** Examples of the tools that write to customers. */
export const communicationExamples: Readonly<Record<string, readonly ToolExample[]>> = {
  send_personalized_email: [
    {
      title: "What the champions of two accounts would get, where SendGrid is not configured",
      input: (client) => ({
        clientIds: [client("Marble Publishing"), client("Zephyr Freight")],
        ...{ roles: ["champion"], ...texts, fields: { sender: "CSM East" }, category: "transactional" },
      }),
    },
    {
      title: "A template for later",
      input: () => ({ action: "save_template", template: "renewal", ...texts, expectedVersion: 0 }),
    },
    {
      title: "A field that no fact has",
      input: (client) => ({
        clientIds: [client("Marble Publishing")],
        ...{ subject: "Hello", body: "Hello {{contact.firstNam}}", category: "lifecycle" },
      }),
    },
    {
      title: "Somebody wants no more mail",
      input: () => ({ action: "suppress", emails: ["kim@customer.example"], reason: "Asked in a call" }),
    },
  ],
};

import type { Environment } from "../src/config/read-setting.ts";
import type { VariableName } from "../src/config/variables.ts";

const secret = "s3cr3t-Pa55";
const webhookSecret = "dGhpc19pc19mb3JfdGVzdGluZw==";
const place = { ZENDESK_SUBDOMAIN: "example" };
const client = { ZENDESK_CLIENT_ID: "product", ZENDESK_CLIENT_SECRET: secret };

/** What a variable of Zendesk needs beside it to be accepted. */
const companions: Partial<Record<VariableName, Environment>> = {
  ZENDESK_SUBDOMAIN: client,
  ZENDESK_CLIENT_ID: { ...client, ...place },
  ZENDESK_CLIENT_SECRET: { ...client, ZENDESK_CLIENT_SECRET: "", ...place },
  ZENDESK_EMAIL: { ...place, ZENDESK_API_TOKEN: secret },
  ZENDESK_API_TOKEN: { ...place, ZENDESK_EMAIL: "a@example.com" },
  ZENDESK_WEBHOOK_SECRET: { ...client, ...place },
  ZENDESK_BASE_URL: { ...client, ...place },
};

const good: [VariableName, string, object][] = [
  ["ZENDESK_SUBDOMAIN", "example", { zendesk: { subdomain: "example", credentials: { kind: "oauth" } } }],
  ["ZENDESK_CLIENT_ID", "other", { zendesk: { credentials: { clientId: "other", clientSecret: secret } } }],
  ["ZENDESK_CLIENT_SECRET", "other", { zendesk: { credentials: { clientId: "product", clientSecret: "other" } } }],
  ["ZENDESK_EMAIL", "b@example.com", { zendesk: { credentials: { kind: "api_token", email: "b@example.com" } } }],
  ["ZENDESK_API_TOKEN", "other", { zendesk: { credentials: { email: "a@example.com", token: "other" } } }],
  ["ZENDESK_WEBHOOK_SECRET", webhookSecret, { zendesk: { webhookSecret } }],
  ["ZENDESK_BASE_URL", "https://proxy.example", { zendesk: { baseUrl: "https://proxy.example" } }],
];

const secrets = {
  ZENDESK_CLIENT_SECRET: {
    value: secret,
    expected: { zendesk: { credentials: { kind: "oauth", clientId: "product", clientSecret: secret } } },
    bad: `${secret} and more`,
  },
  ZENDESK_API_TOKEN: {
    value: secret,
    expected: { zendesk: { subdomain: "example", credentials: { email: "a@example.com", token: secret } } },
    bad: `${secret} and more`,
  },
  ZENDESK_WEBHOOK_SECRET: { value: webhookSecret, expected: { zendesk: { webhookSecret } }, bad: secret },
};

/** Rows for the tests of settings. */
export const zendeskSettings = { companions, good, secrets };

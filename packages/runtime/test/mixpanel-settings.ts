import type { Environment } from "../src/config/read-setting.ts";
import type { VariableName } from "../src/config/variables.ts";

const secret = "s3cr3t-Pa55";
const token = { MIXPANEL_PROJECT_TOKEN: "t0ken" };
const id = { MIXPANEL_PROJECT_ID: "4711" };
const user = { MIXPANEL_SERVICE_ACCOUNT: "product.4711" };
const account = { ...id, ...user, MIXPANEL_SERVICE_SECRET: secret };

/** What a variable of Mixpanel needs beside it to be accepted. */
const companions: Partial<Record<VariableName, Environment>> = {
  MIXPANEL_PROJECT_ID: account,
  MIXPANEL_SERVICE_ACCOUNT: account,
  MIXPANEL_SERVICE_SECRET: { ...id, ...user },
  MIXPANEL_REGION: token,
  MIXPANEL_BASE_URL: account,
  MIXPANEL_ACCOUNT_PROPERTY: account,
  MIXPANEL_EVENTS: account,
  MIXPANEL_TIME_ZONE: account,
};

const good: [VariableName, string, object][] = [
  ["MIXPANEL_PROJECT_TOKEN", "other", { mixpanel: { projectToken: "other", region: "us" } }],
  ["MIXPANEL_PROJECT_ID", "7", { mixpanel: { serviceAccount: { projectId: "7", username: "product.4711", secret } } }],
  ["MIXPANEL_SERVICE_ACCOUNT", "other.mp", { mixpanel: { serviceAccount: { username: "other.mp" } } }],
  ["MIXPANEL_SERVICE_SECRET", "other", { mixpanel: { serviceAccount: { projectId: "4711", secret: "other" } } }],
  ["MIXPANEL_REGION", "EU", { mixpanel: { region: "eu" } }],
  ["MIXPANEL_REGION", "in", { mixpanel: { region: "in" } }],
  ["MIXPANEL_BASE_URL", "https://proxy.example", { mixpanel: { baseUrl: "https://proxy.example" } }],
  ["MIXPANEL_BASE_URL", "http://127.0.0.1:9", { mixpanel: { baseUrl: "http://127.0.0.1:9" } }],
  ["MIXPANEL_ACCOUNT_PROPERTY", "Account ID", { mixpanel: { usage: { accountProperty: "Account ID" } } }],
  ["MIXPANEL_EVENTS", "Report viewed , Exported", { mixpanel: { usage: { events: ["Report viewed", "Exported"] } } }],
  ["MIXPANEL_TIME_ZONE", "europe/berlin", { mixpanel: { usage: { timeZone: "Europe/Berlin" } } }],
];

const bad: readonly [VariableName, string][] = [
  ["MIXPANEL_EVENTS", "Exported,,"],
  ["MIXPANEL_TIME_ZONE", "+02:00"],
  ["MIXPANEL_TIME_ZONE", "Berlin"],
];

const secrets = {
  MIXPANEL_SERVICE_SECRET: {
    value: secret,
    expected: { mixpanel: { serviceAccount: { projectId: "4711", username: "product.4711", secret } } },
    bad: `${secret} and more`,
  },
};

/** Rows for the tests of settings. */
export const mixpanelSettings = { companions, good, bad, secrets };

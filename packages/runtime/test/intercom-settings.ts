import type { Environment } from "../src/config/read-setting.ts";
import type { VariableName } from "../src/config/variables.ts";

const secret = "s3cr3t-Pa55";
const admin = { INTERCOM_ADMIN_ID: "394051" };
const token = { INTERCOM_ACCESS_TOKEN: secret };

/** What a variable of Intercom needs beside it to be accepted. */
const companions: Partial<Record<VariableName, Environment>> = {
  INTERCOM_ACCESS_TOKEN: admin,
  INTERCOM_ADMIN_ID: token,
  INTERCOM_REGION: { ...token, ...admin },
  INTERCOM_BASE_URL: { ...token, ...admin },
  INTERCOM_CLIENT_SECRET: { ...token, ...admin },
};

const good: [VariableName, string, object][] = [
  ["INTERCOM_ACCESS_TOKEN", "dG9rOjE=", { intercom: { accessToken: "dG9rOjE=", region: "us", clientSecret: null } }],
  ["INTERCOM_ADMIN_ID", "7", { intercom: { adminId: 7 } }],
  ["INTERCOM_REGION", "eu", { intercom: { region: "eu" } }],
  ["INTERCOM_REGION", "AU", { intercom: { region: "au" } }],
  ["INTERCOM_BASE_URL", "https://proxy.example", { intercom: { baseUrl: "https://proxy.example" } }],
  ["INTERCOM_BASE_URL", "http://127.0.0.1:9", { intercom: { baseUrl: "http://127.0.0.1:9" } }],
  ["INTERCOM_CLIENT_SECRET", "other", { intercom: { accessToken: secret, adminId: 394051, clientSecret: "other" } }],
];

const secrets = {
  INTERCOM_ACCESS_TOKEN: {
    value: secret,
    expected: { intercom: { accessToken: secret, adminId: 394051 } },
    bad: `${secret} and more`,
  },
  INTERCOM_CLIENT_SECRET: {
    value: secret,
    expected: { intercom: { clientSecret: secret } },
    bad: `${secret} and more`,
  },
};

/** Rows for the tests of settings. */
export const intercomSettings = { companions, good, secrets };

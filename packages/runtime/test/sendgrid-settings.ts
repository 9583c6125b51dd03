const secret = "SG.s3cr3t-Pa55";
const needed = { SENDGRID_API_KEY: secret, SENDGRID_FROM_EMAIL: "team@example.com" };

/** A key on P-256 that `openssl ecparam -name prime256v1 -genkey` made. */
export const verificationKey =
  "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAETm4LxHVEQusIwcW7pI4ZRSbQKKIOHCtuX5AdCuCUQRmK1L5tX274gnX6JHW/cValDCDPTl8Gy52731KpxW+Ydw==";

/** What a variable of SendGrid needs beside it to be accepted. */
const companions = {
  SENDGRID_API_KEY: { SENDGRID_FROM_EMAIL: "team@example.com" },
  SENDGRID_FROM_EMAIL: { SENDGRID_API_KEY: secret },
  SENDGRID_FROM_NAME: needed,
  SENDGRID_REGION: needed,
  SENDGRID_BASE_URL: needed,
  SENDGRID_WEBHOOK_PUBLIC_KEY: needed,
} as const;

const good = [
  ["SENDGRID_API_KEY", secret, { sendgrid: { apiKey: secret, region: "global" } }],
  ["SENDGRID_FROM_EMAIL", "cs@example.com", { sendgrid: { from: { email: "cs@example.com" } } }],
  ["SENDGRID_FROM_NAME", "Zoë of Example", { sendgrid: { from: { name: "Zoë of Example" } } }],
  ["SENDGRID_REGION", "eu", { sendgrid: { region: "eu", baseUrl: undefined } }],
  ["SENDGRID_BASE_URL", "https://proxy.example", { sendgrid: { baseUrl: "https://proxy.example" } }],
  ["SENDGRID_WEBHOOK_PUBLIC_KEY", verificationKey, { sendgrid: { webhookPublicKey: verificationKey } }],
] as const;

const bad = [
  ["SENDGRID_FROM_EMAIL", "Team <team@example.com>"],
  ["SENDGRID_REGION", "EU"],
  ["SENDGRID_BASE_URL", "http://example.com"],
  ["SENDGRID_WEBHOOK_PUBLIC_KEY", "soon"],
  ["SENDGRID_WEBHOOK_PUBLIC_KEY", `-----BEGIN PUBLIC KEY-----${verificationKey}`],
] as const;

const secrets = {
  SENDGRID_API_KEY: { value: secret, expected: { sendgrid: { apiKey: secret } }, bad: "s3cr3t-Pa55 and more" },
} as const;

/** Rows for the tests of settings. */
export const sendgridSettings = { companions, good, bad, secrets };

import { createPublicKey } from "node:crypto";
import { calendarDateSchema } from "@cs/models";
import { categories, knownTimeZone, operations } from "@cs/services";
import { z } from "zod";
import { absolutePath, logLevels } from "./config.ts";
import { listOf } from "./list-of.ts";
import type { VariableName } from "./variables.ts";

const postgresUrl = z
  .string()
  .refine(
    (url) => /^postgres(ql)?:\/\/\S+$/.test(url) && URL.canParse(url),
    "must look like postgresql://user:password@host:5432/name",
  );

const redisUrl = z
  .string()
  .refine(
    (url) => /^rediss?:\/\/\S+$/.test(url) && URL.canParse(url),
    "must look like redis://:password@host:6379 or, with TLS, rediss://:password@host:6379",
  );

const shortName = /^[a-z][a-z0-9_-]{0,39}$/;

const toolNames = operations.map(({ name }) => name);
const flag = z.stringbool({ truthy: ["true"], falsy: ["false"], error: "must be true or false" });

/** How each variable is checked and what it becomes. A message goes on after the variable's name. */
export const schemas = {
  CS_HOME: z.string().min(1).transform(absolutePath),
  CS_EXPORT_DIR: z.string().min(1).transform(absolutePath),
  CS_CHROMIUM: z.string().min(1).transform(absolutePath),
  CS_TENANT: z.string().regex(shortName, "must be a short lower-case name"),
  CS_AS_OF: calendarDateSchema,
  DATABASE_URL: postgresUrl,
  DATABASE_ADMIN_URL: postgresUrl,
  REDIS_URL: redisUrl,
  REDIS_KEY_PREFIX: z.string().regex(shortName, "must be a short lower-case name"),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(", ")}`),
  HTTP_PORT: wholeNumber(0, 65_535),
  HTTP_HOST: z.string().regex(/^[A-Za-z0-9.:_-]+$/, "must be an address such as 127.0.0.1 or 0.0.0.0"),
  HTTP_PUBLIC_URL: webUrl("https://cs.example.com/mcp"),
  HTTP_ALLOWED_HOSTS: list(isHostName, "must be host names without port, such as cs.example.com"),
  HTTP_ALLOWED_ORIGINS: list(isOrigin, "must be origins such as https://app.example.com"),
  HTTP_TRUSTED_PROXIES: wholeNumber(0, 10),
  HTTP_STATELESS: flag,
  HTTP_GRACE_SECONDS: wholeNumber(1, 300),
  MCP_API_KEY: secret(43, "characters: make one with openssl rand -base64 33"),
  JWT_SECRET: secret(32, "bytes: make one with openssl rand -base64 48"),
  JWT_PUBLIC_KEY: z.string().refine(isPublicKey, "must be a public key as PEM (RSA of 2048 bits, EC or Ed25519)"),
  JWT_JWKS_URL: webUrl("https://login.example.com/jwks.json").refine(
    isPrivate,
    "must start with https, because whoever can change the answer can sign tokens",
  ),
  JWT_ISSUER: z.string().min(1).max(500),
  JWT_AUDIENCE: z.string().min(1).max(500),
  JWT_TENANT_CLAIM: z.string().min(1).max(200),
  MAX_REQUESTS_PER_MINUTE: wholeNumber(1, 1_000_000),
  MAX_REQUESTS_PER_HOUR: wholeNumber(1, 60_000_000),
  RATE_LIMIT_PER_CLIENT_PER_MINUTE: wholeNumber(1, 1_000_000),
  METRICS_TOKEN: secret(16, "characters"),
  AUDIT_LOG_RETENTION_DAYS: wholeNumber(30, 36_500),
  MCP_TOOLSETS: listOf("toolset", categories),
  MCP_TOOLS: listOf("tool", toolNames),
  MCP_EXCLUDE_TOOLS: listOf("tool", toolNames),
  MCP_READ_ONLY: flag,
  MCP_LOCKDOWN: flag,
  MCP_STRUCTURED_CONTENT: flag,
  SENDGRID_API_KEY: secret(1, "characters"),
  SENDGRID_FROM_EMAIL: z.email("must be the e-mail address of the sender"),
  SENDGRID_FROM_NAME: z.string().min(1).max(200),
  SENDGRID_REGION: z.enum(["global", "eu"], "must be global or eu"),
  SENDGRID_BASE_URL: vendorUrl("https://api.sendgrid.com"),
  SENDGRID_WEBHOOK_PUBLIC_KEY: z
    .string()
    .refine(isVerificationKey, "must be the verification key as SendGrid shows it"),
  ZENDESK_SUBDOMAIN: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/i, "must be the name before .zendesk.com"),
  ZENDESK_CLIENT_ID: z.string().min(1).max(200),
  ZENDESK_CLIENT_SECRET: secret(1, "characters"),
  ZENDESK_EMAIL: z.email("must be the e-mail address of an agent"),
  ZENDESK_API_TOKEN: secret(1, "characters"),
  ZENDESK_WEBHOOK_SECRET: secret(16, "characters"),
  ZENDESK_BASE_URL: vendorUrl("https://example.zendesk.com"),
  INTERCOM_ACCESS_TOKEN: secret(1, "characters"),
  INTERCOM_ADMIN_ID: wholeNumber(1, Number.MAX_SAFE_INTEGER),
  INTERCOM_REGION: z
    .string()
    .toLowerCase()
    .pipe(z.enum(["us", "eu", "au"], "must be us, eu or au")),
  INTERCOM_BASE_URL: vendorUrl("https://api.intercom.io"),
  INTERCOM_CLIENT_SECRET: secret(1, "characters"),
  MIXPANEL_PROJECT_TOKEN: secret(1, "characters"),
  MIXPANEL_PROJECT_ID: z.string().regex(/^[1-9]\d{0,15}$/, "must be the number of a project"),
  MIXPANEL_SERVICE_ACCOUNT: z.string().regex(/^[^:\s]{1,200}$/, "must be the user name of a service account"),
  MIXPANEL_SERVICE_SECRET: secret(1, "characters"),
  MIXPANEL_REGION: z
    .string()
    .toLowerCase()
    .pipe(z.enum(["us", "eu", "in"], "must be us, eu or in")),
  MIXPANEL_BASE_URL: vendorUrl("https://mixpanel-proxy.example.com"),
  MIXPANEL_ACCOUNT_PROPERTY: z.string().trim().min(1).max(255),
  MIXPANEL_EVENTS: z
    .string()
    .transform((text) => text.split(",").map((name) => name.trim()))
    .refine((names) => names.every((name) => name !== ""), "must be names of events with commas between"),
  MIXPANEL_TIME_ZONE: z.string().transform(timeZone),
} as const satisfies Record<VariableName, z.ZodType>;

function wholeNumber(least: number, most: number) {
  const error = `must be ${least} to ${most}`;
  return z.coerce.number(error).int(error).min(least, error).max(most, error);
}

function secret(least: number, what: string) {
  return z
    .string()
    .regex(/^[\x21-\x7e]+$/, "must be printable characters without blanks")
    .min(least, `must have at least ${least} ${what}`);
}

function webUrl(example: string) {
  return z.string().refine((url) => {
    if (!URL.canParse(url)) return false;
    const { protocol, username, search, hash } = new URL(url);
    return ["http:", "https:"].includes(protocol) && username + search + hash === "";
  }, `must look like ${example}`);
}

function vendorUrl(example: string) {
  return webUrl(example).refine(isPrivate, "must start with https, because credentials are sent there");
}

function timeZone(given: string, context: z.RefinementCtx<string>): string {
  const known = knownTimeZone(given);
  if (known === null) context.addIssue("must be a time zone such as Europe/Berlin or UTC");
  return known ?? z.NEVER;
}

function list(fits: (item: string) => boolean, message: string) {
  return z
    .string()
    .transform((text) => text.split(",").map((item) => item.trim().toLowerCase()))
    .refine((items) => items.every(fits), message);
}

function isHostName(text: string): boolean {
  return /^[a-z0-9._-]+$|^\[[0-9a-f:]+\]$/.test(text) && URL.canParse(`http://${text}`);
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text;
}

function isPrivate(url: string): boolean {
  return (
    !URL.canParse(url) ||
    url.startsWith("https:") ||
    ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname)
  );
}

function isPublicKey(pem: string): boolean {
  if (!pem.startsWith("-----BEGIN PUBLIC KEY-----")) return false;
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = createPublicKey(pem);
    return type === "ec" || type === "ed25519" || (type === "rsa" && (details?.modulusLength ?? 0) >= 2048);
  } catch {
    return false;
  }
}

/** Whether a text is a public key on P-256, as Base64 of DER. */
function isVerificationKey(text: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(text, "base64"), format: "der", type: "spki" });
    return key.asymmetricKeyDetails?.namedCurve === "prime256v1";
  } catch {
    return false;
  }
}

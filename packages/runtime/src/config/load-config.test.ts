import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ConfigurationError } from "@cs/models";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failureOf } from "../../test/failure-of.ts";
import { vendorSettings } from "../../test/vendor-settings.ts";
import { loadConfig } from "./load-config.ts";
import type { Environment } from "./read-setting.ts";
import { secretVariables, type VariableName, variables } from "./variables.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cs-config-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const secret = "s3cr3t-Pa55";
const url = `postgresql://app:${secret}@db.example:5432/cs`;
const redis = `redis://:${secret}@cache.example:6379`;

describe("without any variable", () => {
  const defaults = {
    home: join(homedir(), ".customer-success"),
    exportFolder: join(homedir(), ".customer-success", "exports"),
    chromium: null,
    tenantId: null,
    databaseUrl: null,
    databaseAdminUrl: null,
    redisUrl: null,
    redisKeyPrefix: "cs",
    logLevel: "info",
    http: {
      host: "127.0.0.1",
      port: 8082,
      publicUrl: null,
      allowedHosts: [],
      allowedOrigins: [],
      trustedProxies: 0,
      stateless: false,
      graceSeconds: 10,
      metricsToken: null,
    },
    authentication: { apiKey: null, jwt: null },
    rateLimits: { perMinute: 1000, perHour: 10_000, perCallerPerMinute: 100 },
    auditLogRetentionDays: 90,
    surface: { toolsets: null, tools: null, excludeTools: [], readOnly: false, lockdown: false },
    structuredContent: true,
    asOf: null,
    sendgrid: null,
    zendesk: null,
    intercom: null,
    mixpanel: null,
  };

  it("the configuration has its defaults", () => {
    expect(loadConfig({})).toEqual(defaults);
  });

  it("empty and blank variables count as not set, as in compose files", () => {
    const empty = Object.fromEntries(Object.keys(variables).map((name, index) => [name, index % 2 === 0 ? "" : "  "]));
    expect(loadConfig({ ...empty, DATABASE_URL_FILE: "" })).toEqual(defaults);
  });

  it("unknown variables are left alone", () => {
    expect(loadConfig({ PATH: "/bin", CS_SOMETHING: "x" })).toEqual(defaults);
  });
});

const apiKey = "k".repeat(43);
const { publicKey } = generateKeyPairSync("ed25519");
const pem = publicKey.export({ type: "spki", format: "pem" }).toString().trim();
const jwks = "https://login.example/jwks";
const named = { JWT_ISSUER: "https://login.example", JWT_AUDIENCE: "https://cs.example/mcp" };

/** What a variable needs beside it to be accepted. */
const companions: Partial<Record<VariableName, Environment>> = {
  JWT_SECRET: named,
  JWT_PUBLIC_KEY: named,
  JWT_JWKS_URL: named,
  JWT_ISSUER: { ...named, JWT_JWKS_URL: jwks },
  JWT_AUDIENCE: { ...named, JWT_JWKS_URL: jwks },
  JWT_TENANT_CLAIM: { ...named, JWT_JWKS_URL: jwks },
  ...vendorSettings.companions,
};

const good: readonly (readonly [VariableName, string, object])[] = [
  ["CS_HOME", "/var/lib/cs", { home: "/var/lib/cs" }],
  ["CS_HOME", "data", { home: resolve("data") }],
  ["CS_HOME", " /with/blanks ", { home: "/with/blanks", exportFolder: "/with/blanks/exports" }],
  ["CS_EXPORT_DIR", "files", { exportFolder: resolve("files") }],
  ["CS_CHROMIUM", "/opt/chromium", { chromium: "/opt/chromium" }],
  ["CS_TENANT", "acme-eu_1", { tenantId: "acme-eu_1" }],
  ["CS_AS_OF", "2024-02-29", { asOf: "2024-02-29" }],
  ["DATABASE_URL", url, { databaseUrl: url }],
  ["DATABASE_URL", "postgres://localhost/cs", { databaseUrl: "postgres://localhost/cs" }],
  ["DATABASE_ADMIN_URL", url, { databaseAdminUrl: url }],
  ["REDIS_URL", redis, { redisUrl: redis }],
  ["REDIS_URL", "rediss://cache.example:6380/2", { redisUrl: "rediss://cache.example:6380/2" }],
  ["REDIS_KEY_PREFIX", "cs-staging", { redisKeyPrefix: "cs-staging" }],
  ["LOG_LEVEL", "silent", { logLevel: "silent" }],
  ["AUDIT_LOG_RETENTION_DAYS", "30", { auditLogRetentionDays: 30 }],
  ["AUDIT_LOG_RETENTION_DAYS", "3650", { auditLogRetentionDays: 3650 }],
  ["HTTP_PORT", "0", { http: { port: 0 } }],
  ["HTTP_PORT", "65535", { http: { port: 65_535 } }],
  ["HTTP_HOST", "0.0.0.0", { http: { host: "0.0.0.0" } }],
  ["HTTP_HOST", "::1", { http: { host: "::1" } }],
  ["HTTP_PUBLIC_URL", "https://cs.example/mcp", { http: { publicUrl: "https://cs.example/mcp" } }],
  ["HTTP_ALLOWED_HOSTS", "cs.example, CS.internal", { http: { allowedHosts: ["cs.example", "cs.internal"] } }],
  ["HTTP_ALLOWED_ORIGINS", "https://app.example", { http: { allowedOrigins: ["https://app.example"] } }],
  ["HTTP_TRUSTED_PROXIES", "1", { http: { trustedProxies: 1 } }],
  ["HTTP_STATELESS", "true", { http: { stateless: true } }],
  ["HTTP_STATELESS", "false", { http: { stateless: false } }],
  ["HTTP_GRACE_SECONDS", "30", { http: { graceSeconds: 30 } }],
  ["METRICS_TOKEN", "m".repeat(16), { http: { metricsToken: "m".repeat(16) } }],
  ["MCP_API_KEY", apiKey, { authentication: { apiKey } }],
  ["JWT_SECRET", apiKey, { authentication: { jwt: { key: { kind: "secret", secret: apiKey } } } }],
  ["JWT_PUBLIC_KEY", pem, { authentication: { jwt: { key: { kind: "public_key", pem } } } }],
  ["JWT_JWKS_URL", jwks, { authentication: { jwt: { key: { kind: "jwks", url: jwks }, tenantClaim: null } } }],
  ["JWT_JWKS_URL", "http://localhost:9/jwks", { authentication: { jwt: { key: { kind: "jwks" } } } }],
  ["JWT_ISSUER", "https://other.example", { authentication: { jwt: { issuer: "https://other.example" } } }],
  ["JWT_AUDIENCE", "cs", { authentication: { jwt: { audience: "cs" } } }],
  ["JWT_TENANT_CLAIM", "org_id", { authentication: { jwt: { tenantClaim: "org_id" } } }],
  ["MAX_REQUESTS_PER_MINUTE", "5", { rateLimits: { perMinute: 5 } }],
  ["MAX_REQUESTS_PER_HOUR", "60", { rateLimits: { perHour: 60 } }],
  ["RATE_LIMIT_PER_CLIENT_PER_MINUTE", "2", { rateLimits: { perCallerPerMinute: 2 } }],
  ["MCP_TOOLSETS", "health, core", { surface: { toolsets: ["health", "core"] } }],
  ["MCP_TOOLS", "list_clients,", { surface: { tools: ["list_clients"] } }],
  ["MCP_EXCLUDE_TOOLS", "register_client", { surface: { excludeTools: ["register_client"] } }],
  ["MCP_READ_ONLY", "true", { surface: { readOnly: true } }],
  ["MCP_LOCKDOWN", "true", { surface: { lockdown: true } }],
  ["MCP_STRUCTURED_CONTENT", "false", { structuredContent: false }],
  ...vendorSettings.good,
];

describe("a good value", () => {
  it.each(good)("of %s, %j, is taken", (name, value, expected) => {
    expect(loadConfig({ ...companions[name], [name]: value })).toMatchObject(expected);
  });

  it("is known for every variable", () => {
    expect(new Set(good.map(([name]) => name))).toEqual(new Set(Object.keys(variables)));
  });
});

const bad: readonly (readonly [VariableName, string])[] = [
  ["CS_TENANT", "Acme"],
  ["CS_TENANT", "a".repeat(41)],
  ["CS_TENANT", "../other"],
  ["CS_AS_OF", "2024-02-30"],
  ["CS_AS_OF", "31.12.2024"],
  ["DATABASE_URL", `mysql://app:${secret}@db/cs`],
  ["DATABASE_URL", `app:${secret}@db/cs`],
  ["DATABASE_URL", `postgresql://app:${secret} x@db/cs`],
  ["DATABASE_URL", `postgresql://app:${secret}@db:port/cs`],
  ["DATABASE_ADMIN_URL", `http://owner:${secret}@db/cs`],
  ["REDIS_URL", `http://:${secret}@cache:6379`],
  ["REDIS_URL", `cache:6379?password=${secret}`],
  ["REDIS_URL", `redis://:${secret} x@cache:6379`],
  ["REDIS_URL", `redis://:${secret}@cache:port`],
  ["REDIS_KEY_PREFIX", "Shop:"],
  ["LOG_LEVEL", "verbose"],
  ["LOG_LEVEL", "INFO"],
  ["AUDIT_LOG_RETENTION_DAYS", "29"],
  ["AUDIT_LOG_RETENTION_DAYS", "90.5"],
  ["AUDIT_LOG_RETENTION_DAYS", "forever"],
  ["HTTP_PORT", "-1"],
  ["HTTP_PORT", "65536"],
  ["HTTP_PORT", "80.5"],
  ["HTTP_PORT", "http"],
  ["HTTP_HOST", "0.0.0.0/0"],
  ["HTTP_PUBLIC_URL", "cs.example/mcp"],
  ["HTTP_PUBLIC_URL", "ftp://cs.example/mcp"],
  ["HTTP_PUBLIC_URL", `https://cs.example/mcp?key=${secret}`],
  ["HTTP_ALLOWED_HOSTS", "cs.example:443"],
  ["HTTP_ALLOWED_HOSTS", "https://cs.example"],
  ["HTTP_ALLOWED_HOSTS", "*"],
  ["HTTP_ALLOWED_ORIGINS", "app.example"],
  ["HTTP_ALLOWED_ORIGINS", "https://app.example/page"],
  ["HTTP_ALLOWED_ORIGINS", "null"],
  ["HTTP_TRUSTED_PROXIES", "all"],
  ["HTTP_STATELESS", "maybe"],
  ["HTTP_GRACE_SECONDS", "0"],
  ["MCP_API_KEY", secret],
  ["MCP_API_KEY", `${secret} ${"k".repeat(43)}`],
  ["JWT_SECRET", secret],
  ["JWT_PUBLIC_KEY", `-----BEGIN PUBLIC KEY-----\n${secret}`],
  ["JWT_JWKS_URL", "http://login.example/jwks"],
  ["JWT_JWKS_URL", "login.example/jwks"],
  ["MAX_REQUESTS_PER_MINUTE", "0"],
  ["MAX_REQUESTS_PER_HOUR", "none"],
  ["RATE_LIMIT_PER_CLIENT_PER_MINUTE", "1.5"],
  ["METRICS_TOKEN", secret],
  ["MCP_TOOLSETS", "everything"],
  ["MCP_TOOLS", "list_client"],
  ["MCP_EXCLUDE_TOOLS", "core"],
  ["MCP_READ_ONLY", "yes"],
  ["MCP_LOCKDOWN", "1"],
  ["MCP_STRUCTURED_CONTENT", "off"],
  ...vendorSettings.bad,
];

describe("a bad value", () => {
  it.each(bad)("of %s, %j, is refused with its name, a fix and no secret", (name, value) => {
    const failure = failureOf({ [name]: value });
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect(failure.field).toBe(name);
    expect(failure.message).toMatch(new RegExp(`^${name} must .*\\.$`));
    expect(failure.hint).toContain(name);
    expect(JSON.stringify([failure.message, failure.hint, failure.cause])).not.toContain(secret);
  });
});

describe("access tokens", () => {
  it.each([
    { what: "an issuer without a key", environment: { JWT_ISSUER: "i" }, field: "JWT_JWKS_URL" },
    { what: "a key without an issuer", environment: { JWT_JWKS_URL: jwks, JWT_AUDIENCE: "a" }, field: "JWT_ISSUER" },
    { what: "a key without an audience", environment: { JWT_JWKS_URL: jwks, JWT_ISSUER: "i" }, field: "JWT_AUDIENCE" },
    { what: "two keys", environment: { ...named, JWT_JWKS_URL: jwks, JWT_SECRET: apiKey }, field: "JWT_SECRET" },
  ])("are refused with $what", ({ environment, field }) => {
    expect(failureOf(environment)).toMatchObject({ code: "configuration", field, hint: expect.any(String) });
  });
});

const secrets: Record<(typeof secretVariables)[number], { value: string; expected: object; bad: string }> = {
  DATABASE_URL: { value: url, expected: { databaseUrl: url }, bad: `password=${secret}` },
  DATABASE_ADMIN_URL: { value: url, expected: { databaseAdminUrl: url }, bad: `password=${secret}` },
  REDIS_URL: { value: redis, expected: { redisUrl: redis }, bad: `password=${secret}` },
  MCP_API_KEY: { value: apiKey, expected: { authentication: { apiKey } }, bad: secret },
  JWT_SECRET: { value: apiKey, expected: { authentication: { jwt: { key: { secret: apiKey } } } }, bad: secret },
  JWT_PUBLIC_KEY: { value: pem, expected: { authentication: { jwt: { key: { pem } } } }, bad: secret },
  METRICS_TOKEN: { value: apiKey, expected: { http: { metricsToken: apiKey } }, bad: secret },
  ...vendorSettings.secrets,
};

describe("an unknown name in a list", () => {
  it.each([
    ["MCP_TOOLSETS", "core,helth", "did you mean health?"],
    ["MCP_TOOLS", "list_client", "did you mean list_clients?"],
    ["MCP_EXCLUDE_TOOLS", "delete_everything", "known are register_client, "],
  ])("of %s, %s, is refused with the known one it resembles", (name, value, help) => {
    expect(failureOf({ [name]: value }).message).toContain(help);
  });
});

describe.each(secretVariables)("%s from a file", (name) => {
  const { value, expected, bad: badValue } = secrets[name];

  it("is read without the line end that editors add", () => {
    const environment = { ...companions[name], [`${name}_FILE`]: file("value", `${value}\n`) };
    expect(loadConfig(environment)).toMatchObject(expected);
  });

  it("is refused when the variable itself is set too", () => {
    const failure = failureOf({ [name]: value, [`${name}_FILE`]: file("value", value) });
    expect(failure).toMatchObject({
      code: "configuration",
      field: name,
      message: `${name} and ${name}_FILE are both set.`,
    });
    expect(failure.message + failure.hint).not.toContain(secret);
  });

  it("is refused when the file is missing, with its path", () => {
    const path = join(folder, "missing");
    const failure = failureOf({ [`${name}_FILE`]: path });
    expect(failure).toMatchObject({ code: "configuration", field: `${name}_FILE` });
    expect(failure.hint).toContain(path);
  });

  it.skipIf(process.getuid?.() === 0)("is refused when the file is closed to us", () => {
    const path = file(`closed-${name}`, value);
    chmodSync(path, 0o000);
    expect(failureOf({ [`${name}_FILE`]: path })).toMatchObject({ field: `${name}_FILE` });
  });

  it("is refused without its content when that cannot be accepted", () => {
    const failure = failureOf({ [`${name}_FILE`]: file("wrong", badValue) });
    expect(failure.field).toBe(name);
    expect(failure.message + failure.hint).not.toContain(secret);
  });

  it("is refused when the file is empty", () => {
    expect(failureOf({ [`${name}_FILE`]: file("empty", "\n") })).toMatchObject({ code: "configuration", field: name });
  });
});

it("variables without a secret are not read from files", () => {
  expect(loadConfig({ LOG_LEVEL_FILE: file("level", "debug") })).toMatchObject({ logLevel: "info" });
});

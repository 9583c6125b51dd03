import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ConfigurationError, CsError } from "@cs/models";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Environment, loadConfig } from "./load-config.ts";
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

function failureOf(environment: Environment): CsError {
  try {
    loadConfig(environment);
  } catch (error) {
    if (CsError.isInstance(error)) return error;
    throw error;
  }
  throw new Error("the configuration was accepted");
}

const secret = "s3cr3t-Pa55";
const url = `postgresql://app:${secret}@db.example:5432/cs`;
const redis = `redis://:${secret}@cache.example:6379`;

/** A good value of each variable that can come from a file, and its setting. */
const secrets = {
  DATABASE_URL: { value: url, field: "databaseUrl" },
  DATABASE_ADMIN_URL: { value: url, field: "databaseAdminUrl" },
  REDIS_URL: { value: redis, field: "redisUrl" },
} as const;

describe("without any variable", () => {
  const defaults = {
    home: join(homedir(), ".customer-success"),
    tenantId: null,
    databaseUrl: null,
    databaseAdminUrl: null,
    redisUrl: null,
    redisKeyPrefix: "cs",
    logLevel: "info",
    httpPort: 8082,
    auditLogRetentionDays: 90,
    asOf: null,
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

const good: [VariableName, string, object][] = [
  ["CS_HOME", "/var/lib/cs", { home: "/var/lib/cs" }],
  ["CS_HOME", "data", { home: resolve("data") }],
  ["CS_HOME", " /with/blanks ", { home: "/with/blanks" }],
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
  ["HTTP_PORT", "0", { httpPort: 0 }],
  ["HTTP_PORT", "65535", { httpPort: 65_535 }],
];

describe("a good value", () => {
  it.each(good)("of %s, %j, is taken", (name, value, expected) => {
    expect(loadConfig({ [name]: value })).toMatchObject(expected);
  });

  it("is known for every variable", () => {
    expect(new Set(good.map(([name]) => name))).toEqual(new Set(Object.keys(variables)));
  });
});

const bad: [VariableName, string][] = [
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

describe.each(secretVariables)("%s from a file", (name) => {
  const { value, field } = secrets[name];

  it("is read without the line end that editors add", () => {
    expect(loadConfig({ [`${name}_FILE`]: file("url", `${value}\n`) })).toMatchObject({ [field]: value });
  });

  it("is refused when the variable itself is set too", () => {
    const failure = failureOf({ [name]: value, [`${name}_FILE`]: file("url", value) });
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

  it("is refused without its content when that is no connection string", () => {
    const failure = failureOf({ [`${name}_FILE`]: file("wrong", `password=${secret}`) });
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

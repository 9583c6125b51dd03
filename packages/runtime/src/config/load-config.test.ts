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

describe("without any variable", () => {
  const defaults = {
    home: join(homedir(), ".customer-success"),
    tenantId: null,
    databaseUrl: null,
    databaseAdminUrl: null,
    logLevel: "info",
    httpPort: 8082,
    auditLogRetentionDays: 90,
    surface: { toolsets: null, tools: null, excludeTools: [], readOnly: false, lockdown: false },
    structuredContent: true,
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
  ["LOG_LEVEL", "silent", { logLevel: "silent" }],
  ["AUDIT_LOG_RETENTION_DAYS", "30", { auditLogRetentionDays: 30 }],
  ["AUDIT_LOG_RETENTION_DAYS", "3650", { auditLogRetentionDays: 3650 }],
  ["HTTP_PORT", "0", { httpPort: 0 }],
  ["HTTP_PORT", "65535", { httpPort: 65_535 }],
  ["MCP_TOOLSETS", "health, core", { surface: { toolsets: ["health", "core"] } }],
  ["MCP_TOOLS", "list_clients,", { surface: { tools: ["list_clients"] } }],
  ["MCP_EXCLUDE_TOOLS", "register_client", { surface: { excludeTools: ["register_client"] } }],
  ["MCP_READ_ONLY", "true", { surface: { readOnly: true } }],
  ["MCP_LOCKDOWN", "true", { surface: { lockdown: true } }],
  ["MCP_STRUCTURED_CONTENT", "false", { structuredContent: false }],
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
  ["LOG_LEVEL", "verbose"],
  ["LOG_LEVEL", "INFO"],
  ["AUDIT_LOG_RETENTION_DAYS", "29"],
  ["AUDIT_LOG_RETENTION_DAYS", "90.5"],
  ["AUDIT_LOG_RETENTION_DAYS", "forever"],
  ["HTTP_PORT", "-1"],
  ["HTTP_PORT", "65536"],
  ["HTTP_PORT", "80.5"],
  ["HTTP_PORT", "http"],
  ["MCP_TOOLSETS", "everything"],
  ["MCP_TOOLS", "list_client"],
  ["MCP_EXCLUDE_TOOLS", "core"],
  ["MCP_READ_ONLY", "yes"],
  ["MCP_LOCKDOWN", "1"],
  ["MCP_STRUCTURED_CONTENT", "off"],
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
  const field = name === "DATABASE_URL" ? "databaseUrl" : "databaseAdminUrl";

  it("is read without the line end that editors add", () => {
    expect(loadConfig({ [`${name}_FILE`]: file("url", `${url}\n`) })).toMatchObject({ [field]: url });
  });

  it("is refused when the variable itself is set too", () => {
    const failure = failureOf({ [name]: url, [`${name}_FILE`]: file("url", url) });
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
    const path = file(`closed-${name}`, url);
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

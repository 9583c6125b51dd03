import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { serverManifest } from "./server-manifest.ts";
import { serverManifestSchema } from "./server-manifest-schema.ts";

const manifest = serverManifestSchema.parse(JSON.parse(serverManifest()));
const [npm] = manifest.packages;

describe("the manifest for the MCP registry", () => {
  it("names the package that is published, which names the server", () => {
    const folder = join(import.meta.dirname, "..", "..", "packages", "mcp-server");
    const own = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    expect(npm).toMatchObject({ identifier: own.name, version: own.version });
    expect(manifest).toMatchObject({ name: own.mcpName, version: own.version });
    // With a single program, npx needs no name for it.
    expect(Object.keys(own.bin)).toHaveLength(1);
  });

  it("asks for what a server over stdio reads, and marks what is secret", () => {
    const asked = npm?.environmentVariables ?? [];
    const names = asked.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["CS_HOME", "DATABASE_URL", "MCP_TOOLSETS", "LOG_LEVEL"]));
    expect(names.filter((name) => name.startsWith("HTTP_"))).toEqual([]);
    expect(asked.filter(({ isSecret }) => isSecret).map(({ name }) => name)).toEqual([
      "DATABASE_URL",
      "DATABASE_ADMIN_URL",
      "REDIS_URL",
      "SENDGRID_API_KEY",
      "ZENDESK_CLIENT_SECRET",
      "ZENDESK_API_TOKEN",
      "INTERCOM_ACCESS_TOKEN",
      "MIXPANEL_SERVICE_SECRET",
    ]);
    expect(names.filter((name) => /WEBHOOK|^INTERCOM_CLIENT/.test(name))).toEqual([]);
  });

  it.each([
    ["a range as version", { version: "^1.2.3" }],
    ["a tag as version", { version: "latest" }],
    ["a name without a namespace", { name: "customer-success" }],
    ["a name with two slashes", { name: "example.customer-success/mcp/server" }],
    ["a description that is too long", { description: "x".repeat(101) }],
    ["a field that the registry does not know", { transport: "stdio" }],
    ["no package", { packages: [] }],
    ["another format", { $schema: "https://static.modelcontextprotocol.io/schemas/2025-07-09/server.schema.json" }],
  ])("with %s is refused", (_, change) => {
    expect(serverManifestSchema.safeParse({ ...manifest, ...change }).success).toBe(false);
  });
});

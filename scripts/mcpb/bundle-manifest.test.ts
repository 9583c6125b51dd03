import { getMcpConfigForManifest, v0_3 } from "@anthropic-ai/mcpb";
import { loadConfig, secretVariables } from "@cs/runtime";
import { operations } from "@cs/services";
import { describe, expect, it } from "vitest";
import { bundleManifest } from "./bundle-manifest.ts";

const manifest = v0_3.McpbManifestSchema.parse(bundleManifest("linux"));

/** How a client starts the server from a bundle that it keeps in a folder. */
async function started(userConfig: Record<string, string | boolean>) {
  const places = { extensionPath: "/bundle", systemDirs: {}, pathSeparator: "/" };
  const config = await getMcpConfigForManifest({ manifest, userConfig, ...places });
  if (!config) throw new Error("the bundle cannot be started");
  return config;
}

describe("the manifest of the bundle", () => {
  it("names every tool", () => {
    expect(manifest.tools?.map(({ name }) => name)).toEqual(operations.map(({ name }) => name));
  });

  it("starts the server with the settings of a person, each of which is valid", async () => {
    const given = { tenant: "acme", home: "/data", exports: "/reports", read_only: true, lockdown: true };
    const { command, args, env = {} } = await started(given);
    expect([command, args]).toEqual(["node", ["/bundle/node_modules/@cs/mcp-server/dist/bin.js"]]);
    expect(loadConfig(env)).toMatchObject({
      home: "/data",
      tenantId: "acme",
      exportFolder: "/reports",
      databaseUrl: null,
      surface: { readOnly: true, lockdown: true },
    });
  });

  it("leaves out what nobody set", async () => {
    const { env = {} } = await started({});
    expect(loadConfig(env)).toEqual(loadConfig({}));
  });

  it("hides what is secret", () => {
    const env = manifest.server.mcp_config.env ?? {};
    for (const [field, { sensitive = false }] of Object.entries(manifest.user_config ?? {})) {
      const variable = Object.keys(env).find((name) => env[name] === `\${user_config.${field}}`);
      expect(sensitive, field).toBe(secretVariables.some((secret) => secret === variable));
    }
  });
});

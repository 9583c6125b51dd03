import { chmodSync, mkdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { getMcpConfigForManifest, v0_3 } from "@anthropic-ai/mcpb";
import { acquireEmbeddedPostgres } from "@cs/runtime";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";

/** The tools that the server of an unpacked bundle lists, started as its manifest says, on an empty data folder. */
export async function listedTools(bundle: string, home: string): Promise<string[]> {
  const manifest = v0_3.McpbManifestSchema.parse(JSON.parse(readFileSync(join(bundle, "manifest.json"), "utf8")));
  const places = { extensionPath: bundle, systemDirs: {}, pathSeparator: sep };
  const config = await getMcpConfigForManifest({ manifest, userConfig: { home }, ...places });
  if (!config) throw new Error("the bundle asks for settings that nobody gave");
  mkdirSync(home);
  // As root the database runs as another user, who must be able to enter.
  chmodSync(home, 0o755);
  // Held from here on, so that it ends with this check and not some time after it.
  const postgres = await acquireEmbeddedPostgres({ home });
  const client = new Client({ name: "bundle-check", version: "0.0.0" });
  try {
    const { command, args = [], env = {} } = config;
    const path = process.env["PATH"] ?? "";
    await client.connect(new StdioClientTransport({ command, args, env: { ...env, PATH: path, LOG_LEVEL: "warn" } }));
    return (await client.listTools()).tools.map(({ name }) => name);
  } finally {
    await client.close();
    await postgres.release();
  }
}

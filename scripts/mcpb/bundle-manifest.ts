import { readFileSync } from "node:fs";
import { join } from "node:path";
import { v0_3 } from "@anthropic-ai/mcpb";
import { type VariableName, variables } from "@cs/runtime";
import { operations } from "@cs/services";

/** Format 0.3 of the manifest of an MCP bundle. */
export const bundleFormat = v0_3.MANIFEST_VERSION;

/** Where the server is in a bundle. */
const entryPoint = "node_modules/@cs/mcp-server/dist/bin.js";

interface Asked {
  readonly variable: VariableName;
  readonly type: "string" | "boolean" | "directory";
  readonly title: string;
  /** Empty counts as not set. */
  readonly default: string | boolean;
  readonly sensitive?: boolean;
}

/** The settings that a client asks a person for, by the name of the field. */
const asked: Readonly<Record<string, Asked>> = {
  tenant: { variable: "CS_TENANT", type: "string", title: "Whose data", default: "" },
  home: { variable: "CS_HOME", type: "directory", title: "Data folder", default: "" },
  exports: { variable: "CS_EXPORT_DIR", type: "directory", title: "Folder for reports", default: "" },
  database_url: {
    variable: "DATABASE_URL",
    type: "string",
    title: "Your own PostgreSQL",
    default: "",
    sensitive: true,
  },
  read_only: { variable: "MCP_READ_ONLY", type: "boolean", title: "Write nothing", default: false },
  lockdown: { variable: "MCP_LOCKDOWN", type: "boolean", title: "Withhold what customers wrote", default: false },
};

/** `manifest.json` of a bundle for one platform: what the server is, how it is started and what it asks for. */
export function bundleManifest(platform: NodeJS.Platform): object {
  const file = join(import.meta.dirname, "..", "..", "packages", "mcp-server", "package.json");
  const { version, description, license, engines } = JSON.parse(readFileSync(file, "utf8"));
  return {
    manifest_version: bundleFormat,
    name: "customer-success",
    display_name: "Customer success",
    version,
    description,
    author: { name: "The Customer Success platform contributors" },
    license,
    server: {
      type: "node",
      entry_point: entryPoint,
      mcp_config: {
        command: "node",
        args: [`\${__dirname}/${entryPoint}`],
        env: Object.fromEntries(
          Object.entries(asked).map(([field, { variable }]) => [variable, `\${user_config.${field}}`]),
        ),
      },
    },
    tools: operations.map(({ name, description: text }) => ({ name, description: text })),
    // Prompts take arguments that only the server knows how to place.
    prompts_generated: true,
    compatibility: { platforms: [platform], runtimes: { node: engines.node } },
    user_config: Object.fromEntries(
      Object.entries(asked).map(([field, { variable, ...option }]) => [
        field,
        { ...option, description: variables[variable], required: false },
      ]),
    ),
  };
}

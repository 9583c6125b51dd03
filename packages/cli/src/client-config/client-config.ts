import { stdioBinary } from "@cs/mcp-server";
import type { Config, Environment } from "@cs/runtime";

export const clients = ["claude", "cursor", "vscode"] as const;
export type Client = (typeof clients)[number];

const name = "customer-success";

/** Where each client keeps its servers, for the person who pastes. */
export const configPlaces: Record<Client, string> = {
  claude: "claude_desktop_config.json (Settings > Developer > Edit Config)",
  cursor: ".cursor/mcp.json or ~/.cursor/mcp.json",
  vscode: ".vscode/mcp.json",
};

/**
 * The configuration with which a client starts the server over stdio: this Node and the server's own file, because a
 * package manager in between writes to stdout and does not pass signals on. Database passwords are never printed.
 */
export function clientConfig(client: Client, config: Pick<Config, "home" | "asOf">, tenantId: string): object {
  const env: Environment = {
    CS_HOME: config.home,
    CS_TENANT: tenantId,
    ...(config.asOf === null ? {} : { CS_AS_OF: config.asOf }),
  };
  const server = { command: process.execPath, args: [...process.execArgv, stdioBinary], env };
  return client === "vscode"
    ? { servers: { [name]: { type: "stdio", ...server } } }
    : { mcpServers: { [name]: server } };
}

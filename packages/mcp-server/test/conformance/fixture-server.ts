import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema, ErrorCode, ListToolsRequestSchema, McpError } from "@modelcontextprotocol/sdk/types.js";
import { contentTools } from "./content-tools.ts";
import { elicitationTools } from "./elicitation-tools.ts";
import { exchangeTools } from "./exchange-tools.ts";
import { serveFixturePrompts } from "./fixture-prompts.ts";
import { serveFixtureResources } from "./fixture-resources.ts";
import { failed } from "./fixture-tool.ts";

const tools = [...contentTools, ...exchangeTools, ...elicitationTools];
const capabilities = { tools: {}, resources: { subscribe: true }, prompts: {}, completions: {}, logging: {} };

/**
 * A server that offers what the MCP conformance suite names, so that the suite can test all that an HTTP endpoint carries:
 * content of every kind, notifications, and requests to the client.
 */
export function createFixtureServer(): Server {
  const server = new Server({ name: "conformance-fixture", version: "1.0.0" }, { capabilities });
  serveFixturePrompts(server);
  serveFixtureResources(server);
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.map(({ call: _, ...tool }) => ({ inputSchema: { type: "object" as const }, ...tool })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const tool = tools.find(({ name }) => name === params.name);
    if (!tool) throw new McpError(ErrorCode.InvalidParams, `There is no tool ${params.name}`);
    const log = (data: string) => server.sendLoggingMessage({ level: "info", data }, extra.sessionId);
    try {
      return { content: await tool.call(params.arguments ?? {}, { ...extra, log }) };
    } catch (error) {
      return failed(error);
    }
  });
  return server;
}

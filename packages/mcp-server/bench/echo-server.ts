import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";

/** The least that an MCP server can do: every tool answers with its arguments. What benchmarks are measured beside. */
export function createEchoServer(): Server {
  const server = new Server({ name: "echo", version: "1.0.0" }, { capabilities: { tools: {} } });
  server.setRequestHandler(CallToolRequestSchema, ({ params: { arguments: input = {} } }) => ({
    content: [{ type: "text", text: JSON.stringify(input) }],
    structuredContent: input,
  }));
  return server;
}

import type { RequestHandlerExtra } from "@modelcontextprotocol/sdk/shared/protocol.js";
import type {
  CallToolResult,
  ContentBlock,
  ServerNotification,
  ServerRequest,
  Tool,
} from "@modelcontextprotocol/sdk/types.js";

/** What a tool may do while it runs: ask the client, report progress, and log. */
export interface FixtureCall extends RequestHandlerExtra<ServerRequest, ServerNotification> {
  log(message: string): Promise<void>;
}

/** A tool that the suite names. What it throws, the server answers as the error of the tool. */
export interface FixtureTool extends Omit<Tool, "inputSchema"> {
  readonly inputSchema?: Tool["inputSchema"];
  call(input: Readonly<Record<string, unknown>>, call: FixtureCall): Promise<ContentBlock[]> | ContentBlock[];
}

export const text = (content: string): ContentBlock => ({ type: "text", text: content });

export function failed(error: unknown): CallToolResult {
  return { isError: true, content: [text(error instanceof Error ? error.message : String(error))] };
}

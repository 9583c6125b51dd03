/** A call of a tool. */
export interface ToolCall {
  readonly name: string;
  readonly input: object;
}

export const initialize = JSON.stringify({
  jsonrpc: "2.0",
  id: 0,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "bench", version: "1.0.0" } },
});

export const initialized = JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" });

export function callMessage({ name, input }: ToolCall): string {
  return JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: input } });
}

interface Answer {
  readonly result?: { readonly isError?: boolean; readonly structuredContent?: object };
}

/** Throws unless a message is the result of a tool, and not its failure. */
export function requireResult(message: string): void {
  const { result } = JSON.parse(message) as Answer;
  if (result?.structuredContent === undefined || result.isError) throw new Error(message.slice(0, 500));
}

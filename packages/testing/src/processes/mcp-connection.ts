import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { CallToolResultSchema } from "@modelcontextprotocol/sdk/types.js";

/** What a tool answered: the structured half, or the text of a failure parsed; and the text as it came. */
export interface ToolAnswer<Output = Record<string, unknown>> {
  readonly isError: boolean;
  readonly output: Output;
  readonly text: string;
}

/** The SDK's own client, connected. */
export interface McpConnection {
  readonly client: Client;
  /** Calls a tool and fails when the tool fails. The SDK checks the answer against the tool's output schema. */
  call<Output = Record<string, unknown>>(name: string, input?: object): Promise<Output>;
  /** Calls a tool and gives its answer, failure or not. */
  ask<Output = Record<string, unknown>>(name: string, input?: object): Promise<ToolAnswer<Output>>;
  close(): Promise<void>;
}

/** Connects the SDK's client to a server that is started for it. */
export async function connectStdio(
  command: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<McpConnection & { readonly pid: number }> {
  const transport = new StdioClientTransport({ command, args: [...args], env, stderr: "pipe" });
  let log = "";
  transport.stderr?.on("data", (chunk) => {
    log += String(chunk);
  });
  const connection = await connect(transport).catch((error: unknown) => {
    throw new Error(`The server did not answer: ${log}`, { cause: error });
  });
  return { ...connection, pid: transport.pid ?? 0 };
}

/** Connects the SDK's client to a server's URL. */
export async function connectHttp(url: string): Promise<McpConnection> {
  return connect(new StreamableHTTPClientTransport(new URL(url)));
}

async function connect(transport: Transport | StreamableHTTPClientTransport): Promise<McpConnection> {
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(transport as Transport);
  // The client validates structured answers of the tools that it has listed.
  await client.listTools();
  const ask = async <Output>(name: string, input: object = {}): Promise<ToolAnswer<Output>> => {
    const answer = await client.callTool({ name, arguments: { ...input } });
    const { content, structuredContent, isError = false } = CallToolResultSchema.parse(answer);
    const [first] = content;
    const text = first?.type === "text" ? first.text : "";
    return { isError, output: (isError ? JSON.parse(text) : structuredContent) as Output, text };
  };
  return {
    client,
    ask,
    async call<Output>(name: string, input: object = {}) {
      const { isError, output, text } = await ask<Output>(name, input);
      if (isError) throw new Error(`${name} failed: ${text}`);
      return output;
    },
    close: () => client.close(),
  };
}

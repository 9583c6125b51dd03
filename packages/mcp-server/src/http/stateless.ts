import type { Principal } from "@cs/services";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { createServer, type ServerRuntime } from "../create-server.ts";
import type { Handle, Transports } from "./transports.ts";

const noSessions = {
  refusal: { status: 405, message: "This server keeps no sessions; only POST is answered", headers: { allow: "POST" } },
} as const;

/** A server for each request, so that any of several processes may answer it. A call cannot be cancelled by a message. */
export function createStateless(runtime: ServerRuntime): Transports {
  const open = new Set<StreamableHTTPServerTransport>();

  async function answer(caller: Principal, ...message: Parameters<Handle>): Promise<void> {
    const transport = new StreamableHTTPServerTransport();
    const [, response] = message;
    open.add(transport);
    response.once("close", () => {
      open.delete(transport);
      void transport.close();
    });
    await createServer(runtime, caller).connect(transport);
    await transport.handleRequest(...message);
  }

  return {
    find: ({ method }, caller) =>
      method === "POST" ? { handle: (...message) => answer(caller, ...message) } : noSessions,
    async closeAll() {
      await Promise.all([...open].map((transport) => transport.close()));
    },
  };
}

import type { Principal } from "@cs/services";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { Handle, ServerFor, Transports } from "./transports.ts";

const noSessions = {
  refusal: { status: 405, message: "This server keeps no sessions; only POST is answered", headers: { allow: "POST" } },
} as const;

/** A server for each request, so that any of several processes may answer it. A call cannot be cancelled by a message. */
export function createStateless(serverFor: ServerFor): Transports {
  const open = new Set<StreamableHTTPServerTransport>();

  async function answer(caller: Principal, ...message: Parameters<Handle>): Promise<void> {
    const transport = new StreamableHTTPServerTransport();
    const [, response] = message;
    open.add(transport);
    response.once("close", () => {
      open.delete(transport);
      void transport.close();
    });
    await serverFor(caller).connect(transport);
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

import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { createServer, type ServerRuntime } from "../create-server.ts";

const maximumSessions = 1000;
const idleMilliseconds = 30 * 60 * 1000;

interface Session {
  readonly transport: StreamableHTTPServerTransport;
  lastUsed: number;
}

/** The open MCP sessions of an HTTP server. Idle ones are closed after 30 minutes; at 1,000 the longest idle one goes. */
export class Sessions {
  readonly #runtime: ServerRuntime;
  readonly #open = new Map<string, Session>();
  readonly #sweeper = setInterval(() => this.#closeIdle(), 60_000).unref();

  constructor(runtime: ServerRuntime) {
    this.#runtime = runtime;
  }

  /** Hands a request to its session, or opens one for a request without a session id. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = request.headers["mcp-session-id"];
    if (typeof id === "string") {
      const session = this.#open.get(id);
      if (!session) return refuse(response, 404, "Session not found; initialize again");
      session.lastUsed = Date.now();
      return session.transport.handleRequest(request, response);
    }
    const transport = await this.#createTransport();
    await transport.handleRequest(request, response);
    // A request that did not initialize has opened nothing.
    if (transport.sessionId === undefined) await transport.close();
  }

  async closeAll(): Promise<void> {
    clearInterval(this.#sweeper);
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(open.map((session) => session.transport.close()));
  }

  async #createTransport(): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: (id) => {
        if (this.#open.size >= maximumSessions) this.#closeLongestIdle();
        this.#open.set(id, { transport, lastUsed: Date.now() });
      },
    });
    await createServer(this.#runtime).connect(transport);
    const closed = transport.onclose;
    transport.onclose = () => {
      if (transport.sessionId !== undefined) this.#open.delete(transport.sessionId);
      closed?.();
    };
    return transport;
  }

  #closeIdle(): void {
    const oldest = Date.now() - idleMilliseconds;
    for (const session of this.#open.values()) {
      if (session.lastUsed < oldest) void session.transport.close();
    }
  }

  #closeLongestIdle(): void {
    const [longest] = [...this.#open.values()].sort((a, b) => a.lastUsed - b.lastUsed);
    void longest?.transport.close();
  }
}

/** Answers with a JSON-RPC error, as clients expect it over HTTP too. */
export function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ jsonrpc: "2.0", error: { code: -32_000, message }, id: null }));
}

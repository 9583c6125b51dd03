import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { createServer, type ServerRuntime } from "../create-server.ts";
import { readMessage } from "./read-message.ts";
import { refuse } from "./refuse.ts";

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
    const session = typeof id === "string" ? this.#open.get(id) : undefined;
    if (id !== undefined && !session) {
      return refuse(response, { status: 404, message: "Session not found; initialize again" });
    }
    if (request.method !== "POST") return this.#transportOf(session, (each) => each.handleRequest(request, response));
    const read = await readMessage(request);
    if ("refusal" in read) return refuse(response, read.refusal);
    return this.#transportOf(session, (each) => each.handleRequest(request, response, read.message));
  }

  async closeAll(): Promise<void> {
    clearInterval(this.#sweeper);
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(open.map((session) => session.transport.close()));
  }

  async #transportOf(
    session: Session | undefined,
    handle: (transport: StreamableHTTPServerTransport) => Promise<void>,
  ): Promise<void> {
    if (session) {
      session.lastUsed = Date.now();
      return handle(session.transport);
    }
    const transport = await this.#createTransport();
    await handle(transport);
    // A request that did not initialize has opened nothing.
    if (transport.sessionId === undefined) await transport.close();
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

import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Principal } from "@cs/services";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { Handle, ServerFor, Transports } from "./transports.ts";

const maximumSessions = 1000;
const maximumSessionsOfCaller = 200;
const idleMilliseconds = 30 * 60 * 1000;

interface Session {
  readonly transport: StreamableHTTPServerTransport;
  readonly owner: string;
  lastUsed: number;
}

const notFound = { refusal: { status: 404, message: "Session not found; initialize again" } } as const;

/**
 * The open MCP sessions of an HTTP server. Each belongs to who opened it, with the tenant and the scopes they had: for
 * everybody else it does not exist. Idle ones are closed after 30 minutes; at 1,000, or 200 of one caller, the longest
 * idle one goes.
 */
export class Sessions implements Transports {
  readonly #serverFor: ServerFor;
  readonly #open = new Map<string, Session>();
  readonly #sweeper = setInterval(() => this.#closeIdle(), 60_000).unref();

  constructor(serverFor: ServerFor) {
    this.#serverFor = serverFor;
  }

  find({ headers }: IncomingMessage, caller: Principal): ReturnType<Transports["find"]> {
    const id = headers["mcp-session-id"];
    if (id === undefined) return { handle: (...message) => this.#initialize(caller, ...message) };
    const session = typeof id === "string" ? this.#open.get(id) : undefined;
    if (session?.owner !== ownerOf(caller)) return notFound;
    session.lastUsed = Date.now();
    return { handle: (...message) => session.transport.handleRequest(...message) };
  }

  async closeAll(): Promise<void> {
    clearInterval(this.#sweeper);
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.all(open.map((session) => session.transport.close()));
  }

  async #initialize(caller: Principal, ...message: Parameters<Handle>): Promise<void> {
    const transport = await this.#createTransport(caller);
    await transport.handleRequest(...message);
    // A request that did not initialize has opened nothing.
    if (transport.sessionId === undefined) await transport.close();
  }

  async #createTransport(caller: Principal): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: (id) => {
        const owner = ownerOf(caller);
        this.#makeRoom(owner);
        this.#open.set(id, { transport, owner, lastUsed: Date.now() });
      },
    });
    await this.#serverFor(caller).connect(transport);
    const closed = transport.onclose;
    transport.onclose = () => {
      if (transport.sessionId !== undefined) this.#open.delete(transport.sessionId);
      closed?.();
    };
    return transport;
  }

  #makeRoom(owner: string): void {
    const all = [...this.#open.values()].sort((a, b) => a.lastUsed - b.lastUsed);
    const own = all.filter((session) => session.owner === owner);
    if (own.length >= maximumSessionsOfCaller) void own[0]?.transport.close();
    else if (all.length >= maximumSessions) void all[0]?.transport.close();
  }

  #closeIdle(): void {
    const oldest = Date.now() - idleMilliseconds;
    for (const session of this.#open.values()) {
      if (session.lastUsed < oldest) void session.transport.close();
    }
  }
}

function ownerOf({ tenantId, actor, scopes }: Principal): string {
  return JSON.stringify([tenantId, actor, scopes.toSorted()]);
}

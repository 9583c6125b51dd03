import type { IncomingMessage, ServerResponse } from "node:http";
import type { Principal } from "@cs/services";
import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import type { Refusal } from "./refuse.ts";

/** Answers a request that was let in; `message` is its body, parsed. */
export type Handle = (request: IncomingMessage, response: ServerResponse, message?: unknown) => Promise<void>;

/** Makes the MCP server of one connection of a caller. */
export type ServerFor = (caller: Principal) => Server;

/** What speaks MCP over the requests of an HTTP server. */
export interface Transports {
  /** Who answers a request of a caller, by its headers alone. */
  find(request: IncomingMessage, caller: Principal): { readonly handle: Handle } | { readonly refusal: Refusal };
  closeAll(): Promise<void>;
}

import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A ticket as Zendesk keeps it, in its own words. */
export interface DeskTicket {
  readonly id: number;
  readonly external_id: string | null;
  readonly comments: { readonly body: string; readonly public: boolean }[];
  subject: string;
  status: string;
  priority: string | null;
  updated_at: string;
  requester?: unknown;
}

/** What goes wrong with a call: its connection breaks after it was done, or it fails with a status before. */
export type Trouble = "reset" | number;

export interface TicketDesk {
  readonly url: string;
  readonly tickets: DeskTicket[];
  /** Each call that changes something, as it was done: `create`, `comment`, `update`, `conflict`. */
  readonly done: string[];
  /** Trouble for the next calls that change something, in order. */
  readonly trouble: (Trouble | null)[];
  /** What somebody at Zendesk does. */
  open(ticket: Partial<DeskTicket>): DeskTicket;
  change(ticket: DeskTicket | undefined, change: Partial<DeskTicket>): void;
}

type Changes = Partial<DeskTicket> & {
  readonly comment?: { readonly body: string; readonly public?: boolean };
  readonly safe_update?: boolean;
  readonly updated_stamp?: string;
};

/** No two desks have a ticket of the same id. */
let newestId = 35_435;

/** A small Zendesk that creates, changes and searches tickets as its documentation says, over real connections. */
export async function openTicketDesk(): Promise<TicketDesk> {
  const tickets: DeskTicket[] = [];
  const byKey = new Map<string, DeskTicket>();
  const done: string[] = [];
  const trouble: (Trouble | null)[] = [];
  let seconds = Date.parse("2026-01-01T00:00:00Z") / 1000;
  const stamp = () => {
    seconds += 1;
    return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
  };
  const change = (ticket: DeskTicket | undefined, changes: Partial<DeskTicket>) => {
    if (!ticket) throw new Error("there is no such ticket");
    Object.assign(ticket, changes, { updated_at: stamp() });
  };

  function open({ comment, ...given }: Changes): DeskTicket {
    newestId += 1;
    const ticket: DeskTicket = {
      ...{ id: newestId, subject: "", status: "new", priority: null, external_id: null },
      ...given,
      ...{ comments: [{ body: comment?.body ?? "", public: true }], updated_at: stamp() },
    };
    tickets.push(ticket);
    return ticket;
  }

  function create(key: string, given: Changes): DeskTicket {
    const known = byKey.get(key);
    if (known) return known;
    done.push("create");
    const ticket = open(given);
    byKey.set(key, ticket);
    return ticket;
  }

  function update(ticket: DeskTicket, { comment, safe_update: safe, updated_stamp: seen, ...given }: Changes) {
    if (safe && seen !== ticket.updated_at) {
      done.push("conflict");
      return { status: 409, body: { error: "UpdateConflict" } };
    }
    done.push(comment ? "comment" : "update");
    if (comment) ticket.comments.push({ body: comment.body, public: comment.public ?? true });
    change(ticket, given);
    return { status: 200, body: { ticket } };
  }

  function answer(request: IncomingMessage, url: URL, body: { readonly ticket?: Changes }) {
    const ticket = tickets.find(({ id }) => url.pathname === `/api/v2/tickets/${id}`);
    if (url.pathname === "/api/v2/search/export") {
      const id = url.searchParams.get("query")?.replace("external_id:", "");
      return { status: 200, body: { results: tickets.filter((each) => each.external_id === id), meta: {} } };
    }
    if (request.method === "POST" && url.pathname === "/api/v2/tickets") {
      return { status: 201, body: { ticket: create(String(request.headers["idempotency-key"]), body.ticket ?? {}) } };
    }
    if (!ticket) return { status: 404, body: { error: "RecordNotFound" } };
    return request.method === "PUT" ? update(ticket, body.ticket ?? {}) : { status: 200, body: { ticket } };
  }

  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const now = request.method === "GET" ? null : (trouble.shift() ?? null);
    if (typeof now === "number") return send(response, { status: now, body: { error: "trouble" } });
    const answered = answer(request, new URL(request.url ?? "/", "http://localhost"), body);
    if (now === "reset") request.socket.resetAndDestroy();
    else send(response, answered);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, tickets, done, trouble, open, change };
}

async function bodyOf(request: IncomingMessage): Promise<{ readonly ticket?: Changes }> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text === "" ? {} : (JSON.parse(text) as { readonly ticket?: Changes });
}

function send(response: ServerResponse, { status, body }: { readonly status: number; readonly body: object }): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

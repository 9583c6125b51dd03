import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";

/** A ticket as Zendesk keeps it, in its own words. */
export interface FakeTicket {
  readonly id: number;
  readonly subject?: string | null;
  readonly status: "new" | "open" | "pending" | "hold" | "solved" | "closed";
  readonly priority?: "urgent" | "high" | "normal" | "low" | null;
  readonly requester_id?: number | null;
  readonly organization_id?: number | null;
  readonly external_id?: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** What Zendesk measured of a ticket. */
export interface FakeMetrics {
  readonly ticket_id: number;
  readonly solved_at: string | null;
  readonly reply_time_in_minutes: { readonly calendar: number | null };
}

export interface FakeZendesk {
  readonly url: string;
  /** The settings with which the product uses it. */
  readonly settings: Readonly<Record<string, string>>;
  readonly tickets: Map<number, FakeTicket>;
  readonly metrics: Map<number, FakeMetrics>;
  /** Addresses by the ids of people. */
  readonly addresses: Map<number, string>;
  /** Path and query of the calls so far. */
  readonly calls: string[];
  /** Told of each call before it is answered, which waits for it. */
  before: (call: URL) => Promise<void> | void;
  /** Whether cursors are remembered. */
  remembersCursors: boolean;
}

const user = "agent@example.com";
const token = "t0ken-of-ada";

/** A small Zendesk for all tests of a file: it searches, pages and shows as Zendesk's documentation says. */
export function useFakeZendesk(): FakeZendesk {
  const state = {
    url: "",
    settings: {} as Record<string, string>,
    tickets: new Map<number, FakeTicket>(),
    metrics: new Map<number, FakeMetrics>(),
    addresses: new Map<number, string>(),
    calls: [] as string[],
    before: (() => {}) as FakeZendesk["before"],
    remembersCursors: true,
  };
  const server = createServer(async (request, response) => {
    const call = new URL(request.url ?? "/", "http://localhost");
    state.calls.push(`${call.pathname}${call.search}`);
    await state.before(call);
    const answer = isAllowed(request) ? answerTo(state, call) : { status: 401, body: { error: "no" } };
    response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
  });
  beforeAll(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    state.settings = {
      ZENDESK_SUBDOMAIN: "example",
      ZENDESK_EMAIL: user,
      ZENDESK_API_TOKEN: token,
      ZENDESK_BASE_URL: state.url,
    };
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  return state;
}

function isAllowed({ headers }: IncomingMessage): boolean {
  return headers.authorization === `Basic ${Buffer.from(`${user}/token:${token}`).toString("base64")}`;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

function answerTo(zendesk: FakeZendesk, { pathname, searchParams }: URL): Answer {
  const query = searchParams.get("query") ?? "";
  switch (pathname) {
    case "/api/v2/search/count":
      return ok({ count: found(zendesk, query).length });
    case "/api/v2/search/export":
      return exportPage(zendesk, searchParams);
    case "/api/v2/tickets/show_many": {
      const ids = idsOf(searchParams);
      const withMetrics = searchParams.get("include") === "metric_sets";
      const tickets = ids.flatMap((id) => zendesk.tickets.get(id) ?? []);
      return ok({ tickets, ...(withMetrics && { metric_sets: ids.flatMap((id) => zendesk.metrics.get(id) ?? []) }) });
    }
    case "/api/v2/users/show_many":
      return ok({ users: idsOf(searchParams).flatMap((id) => userOf(zendesk, id)) });
    default:
      return { status: 404, body: { error: "InvalidEndpoint" } };
  }
}

/** Ordered by the time of creation, as exports are; a cursor is refused once it is forgotten. */
function exportPage(zendesk: FakeZendesk, searchParams: URLSearchParams): Answer {
  const after = searchParams.get("page[after]");
  if (after !== null && !zendesk.remembersCursors) return { status: 400, body: { error: "InvalidCursor" } };
  const size = Number(searchParams.get("page[size]") ?? 100);
  const from = after === null ? 0 : Number(Buffer.from(after, "base64url").toString());
  const all = found(zendesk, searchParams.get("query") ?? "");
  const hasMore = from + size < all.length;
  const cursor = hasMore ? Buffer.from(String(from + size)).toString("base64url") : null;
  const results = all.slice(from, from + size).map((ticket) => ({ ...ticket, result_type: "ticket" }));
  return ok({ results, meta: { has_more: hasMore, after_cursor: cursor }, links: { prev: null, next: null } });
}

function found({ tickets }: FakeZendesk, query: string): FakeTicket[] {
  const since = /updated>=(\S+)/.exec(query)?.[1] ?? "";
  return [...tickets.values()]
    .filter(({ updated_at: updatedAt }) => Date.parse(updatedAt) >= Date.parse(since))
    .sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at) || a.id - b.id);
}

function userOf({ addresses }: FakeZendesk, id: number): object[] {
  const email = addresses.get(id);
  return email === undefined ? [] : [{ id, name: `User ${id}`, email, role: "end-user" }];
}

function idsOf(searchParams: URLSearchParams): number[] {
  const ids = (searchParams.get("ids") ?? "").split(",").map(Number);
  if (ids.length > 100) throw new Error("Zendesk takes 100 ids at most");
  return ids;
}

function ok(body: object): Answer {
  return { status: 200, body };
}

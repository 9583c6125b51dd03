import type { TicketPriority, TicketStatus } from "@cs/models";
import { z } from "zod";
import { createVendorClient, type VendorClientOptions } from "../http/vendor-client.ts";
import { vendorMethods } from "../http/vendor-methods.ts";
import type { VendorOutcome } from "../outcome.ts";
import { type ZendeskCredentials, zendeskAuthorization } from "./credentials.ts";
import { priorityOnWire, type RemoteTicket, statusOnWire, ticketOnWire } from "./ticket.ts";
import { type MeasuredTicket, metricsOnWire, ticketTimes } from "./ticket-metrics.ts";
import { type RemoteUser, userOnWire } from "./user.ts";

export interface ZendeskOptions extends VendorClientOptions {
  /** The first part of `https://{subdomain}.zendesk.com`. */
  readonly subdomain: string;
  readonly credentials: ZendeskCredentials;
  /** Another address than that of the subdomain. */
  readonly baseUrl?: string | undefined;
}

export interface NewTicket {
  readonly subject: string;
  /** The first comment, in plain text. */
  readonly body: string;
  readonly priority?: TicketPriority | undefined;
  readonly requester?: { readonly name: string; readonly email: string } | undefined;
  /** The id of the ticket here. */
  readonly externalId?: string | undefined;
  /** The same key creates one ticket, however often it is sent. */
  readonly idempotencyKey: string;
}

export interface TicketUpdate {
  readonly status?: TicketStatus | undefined;
  readonly priority?: TicketPriority | undefined;
  readonly subject?: string | undefined;
  /** `updatedAt` of the ticket that the update is made for: a change since then is a conflict. */
  readonly ifUpdatedAt: string;
}

export interface TicketComment {
  readonly body: string;
  /** Whether the requester sees it. */
  readonly public: boolean;
}

export interface TicketPage {
  readonly tickets: readonly RemoteTicket[];
  /** For the next page; null after the last. */
  readonly cursor: string | null;
}

/**
 * Support tickets at Zendesk. Methods throw `IntegrationError`; without options each says `not_configured`.
 * https://developer.zendesk.com/api-reference/ticketing/introduction/
 */
export interface Zendesk {
  /** Whose credentials these are. */
  whoAmI(): Promise<VendorOutcome<RemoteUser>>;
  createTicket(ticket: NewTicket): Promise<VendorOutcome<RemoteTicket>>;
  getTicket(ticketId: string): Promise<VendorOutcome<RemoteTicket>>;
  updateTicket(ticketId: string, update: TicketUpdate): Promise<VendorOutcome<RemoteTicket>>;
  /** A comment has no key: one whose fate is unknown is not sent again. */
  addComment(ticketId: string, comment: TicketComment): Promise<VendorOutcome<RemoteTicket>>;
  getUser(userId: string): Promise<VendorOutcome<RemoteUser>>;
  findUsersByEmail(email: string): Promise<VendorOutcome<readonly RemoteUser[]>>;
  /** Pages of up to 1,000 tickets, however many match; `query` in Zendesk's search language, without `type:`. */
  searchTickets(query: string, cursor?: string): Promise<VendorOutcome<TicketPage>>;
  /** How many tickets a search finds. */
  countTickets(query: string): Promise<VendorOutcome<number>>;
  /** Up to 100 tickets by their ids, as they are now; those that there are not, or no longer, are absent. */
  getTickets(ticketIds: readonly string[]): Promise<VendorOutcome<readonly MeasuredTicket[]>>;
  /** Up to 100 people by their ids; those that there are not are absent. */
  getUsers(userIds: readonly string[]): Promise<VendorOutcome<readonly RemoteUser[]>>;
  close(): Promise<void>;
}

const ticketAnswer = z.object({ ticket: ticketOnWire });
const userAnswer = z.object({ user: userOnWire });
const usersAnswer = z.object({ users: z.array(userOnWire) });
const ticketsAnswer = z.object({
  results: z.array(ticketOnWire),
  meta: z.object({ has_more: z.boolean().nullish(), after_cursor: z.string().nullish() }).nullish(),
});

const countAnswer = z.object({ count: z.number().int().min(0) });
const measuredAnswer = z.object({ tickets: z.array(ticketOnWire), metric_sets: z.array(metricsOnWire).nullish() });

export function createZendesk(options?: ZendeskOptions): Zendesk {
  const { send, close } = vendorMethods("zendesk", options && clientOf(options));
  const ticketOf = ({ ticket }: z.output<typeof ticketAnswer>) => ticket;
  const userOf = ({ user }: z.output<typeof userAnswer>) => user;

  return {
    whoAmI: () =>
      send(
        { operation: "whoAmI", method: "GET", path: "/api/v2/users/me", repeat: "always", answer: userAnswer },
        userOf,
      ),
    createTicket: ({ idempotencyKey, subject, body, priority, requester, externalId }) =>
      send(
        {
          operation: "createTicket",
          method: "POST",
          path: "/api/v2/tickets",
          headers: { "idempotency-key": idempotencyKey },
          body: {
            ticket: {
              subject,
              comment: { body },
              priority: priority && priorityOnWire(priority),
              requester,
              external_id: externalId,
            },
          },
          repeat: "always",
          answer: ticketAnswer,
        },
        ticketOf,
      ),
    getTicket: (ticketId) =>
      send(
        { operation: "getTicket", method: "GET", path: ticketPath(ticketId), repeat: "always", answer: ticketAnswer },
        ticketOf,
      ),
    updateTicket: (ticketId, { status, priority, subject, ifUpdatedAt }) =>
      send(
        {
          operation: "updateTicket",
          method: "PUT",
          path: ticketPath(ticketId),
          body: {
            ticket: {
              subject,
              status: status && statusOnWire(status),
              priority: priority && priorityOnWire(priority),
              safe_update: true,
              updated_stamp: ifUpdatedAt,
            },
          },
          // Sent twice, the second is a conflict with the first.
          repeat: "unless_sent",
          answer: ticketAnswer,
        },
        ticketOf,
      ),
    addComment: (ticketId, { body, public: isPublic }) =>
      send(
        {
          operation: "addComment",
          method: "PUT",
          path: ticketPath(ticketId),
          body: { ticket: { comment: { body, public: isPublic } } },
          repeat: "unless_sent",
          answer: ticketAnswer,
        },
        ticketOf,
      ),
    getUser: (userId) =>
      send(
        {
          operation: "getUser",
          method: "GET",
          path: `/api/v2/users/${encodeURIComponent(userId)}`,
          repeat: "always",
          answer: userAnswer,
        },
        userOf,
      ),
    findUsersByEmail: (email) =>
      send(
        {
          operation: "findUsersByEmail",
          method: "GET",
          path: "/api/v2/users/search",
          query: { query: `email:${email}` },
          repeat: "always",
          answer: usersAnswer,
        },
        ({ users }) => users,
      ),
    searchTickets: (query, cursor) =>
      send(
        {
          operation: "searchTickets",
          method: "GET",
          path: "/api/v2/search/export",
          query: { query, "filter[type]": "ticket", "page[size]": 1000, "page[after]": cursor },
          repeat: "always",
          answer: ticketsAnswer,
        },
        ({ results, meta }) => ({ tickets: results, cursor: (meta?.has_more && meta.after_cursor) || null }),
      ),
    countTickets: (query) =>
      send(
        {
          operation: "countTickets",
          method: "GET",
          path: "/api/v2/search/count",
          query: { query: `type:ticket ${query}` },
          repeat: "always",
          answer: countAnswer,
        },
        ({ count }) => count,
      ),
    getTickets: (ticketIds) =>
      send(
        {
          operation: "getTickets",
          method: "GET",
          path: "/api/v2/tickets/show_many",
          query: { ids: ticketIds.join(","), include: "metric_sets" },
          repeat: "always",
          answer: measuredAnswer,
        },
        ({ tickets, metric_sets: metrics }) => {
          const measured = new Map(metrics?.map((each) => [each.ticket_id, each]));
          return tickets.map((ticket) => ({ ...ticket, ...ticketTimes(ticket, measured.get(ticket.id)) }));
        },
      ),
    getUsers: (userIds) =>
      send(
        {
          operation: "getUsers",
          method: "GET",
          path: "/api/v2/users/show_many",
          query: { ids: userIds.join(",") },
          repeat: "always",
          answer: usersAnswer,
        },
        ({ users }) => users,
      ),
    close,
  };
}

function clientOf({
  subdomain,
  credentials,
  baseUrl = `https://${subdomain}.zendesk.com`,
  ...options
}: ZendeskOptions) {
  const authorization = zendeskAuthorization(credentials, { baseUrl, options });
  return createVendorClient({ ...options, vendor: "zendesk", baseUrl, authorization });
}

function ticketPath(ticketId: string): string {
  return `/api/v2/tickets/${encodeURIComponent(ticketId)}`;
}

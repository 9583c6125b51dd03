import { InvalidInputError } from "@cs/models";
import { z } from "zod";
import { jsonOf } from "../webhooks/json-of.ts";
import { ticketOnWire } from "./ticket.ts";
import type { MeasuredTicket } from "./ticket-metrics.ts";

/** Something that happened at Zendesk. */
export interface ZendeskEvent {
  /** Zendesk sends an event more than once: the same id is the same event. */
  readonly id: string;
  /** As Zendesk names it, without `zen:event-type:`: `ticket.status_changed`. */
  readonly type: string;
  /** When it happened, as ISO 8601 in UTC. */
  readonly at: string;
  /** The ticket as it is since then; null for an event of something else, or one that does not describe its ticket. */
  readonly ticket: MeasuredTicket | null;
}

const prefix = "zen:event-type:";

const time = z.iso.datetime({ offset: true });

const eventOnWire = z.object({
  id: z.string().min(1).max(200),
  type: z.string().startsWith(prefix).max(200),
  time,
  detail: z.unknown().optional(),
});

/** As events describe a ticket: words in capitals, ids as text, and nothing as an empty text or 0. */
const detailOnWire = z.record(z.string(), z.unknown()).transform((detail) =>
  ticketOnWire.safeParse({
    ...detail,
    status: lowered(detail["status"]),
    priority: lowered(detail["priority"]),
    organization_id: given(detail["organization_id"]),
    requester_id: given(detail["requester_id"]),
    external_id: given(detail["external_id"]),
    subject: given(detail["subject"]),
  }),
);

/**
 * Reads the body of an event webhook, whose signature is checked already.
 * https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/
 *
 * @throws InvalidInputError for what is no event of Zendesk's.
 */
export function parseZendeskEvent(body: Uint8Array): ZendeskEvent {
  const { success, data } = eventOnWire.safeParse(jsonOf(body));
  if (!success) {
    throw new InvalidInputError("The body is no event of Zendesk's.", {
      hint: "Subscribe the webhook to ticket events of Zendesk instead of connecting it to a trigger.",
    });
  }
  const type = data.type.slice(prefix.length);
  const at = new Date(data.time).toISOString();
  const ticket = type.startsWith("ticket.") ? detailOnWire.safeParse(data.detail).data?.data : undefined;
  const solvedAt = type === "ticket.status_changed" && ticket?.status === "solved" ? at : null;
  return { id: data.id, type, at, ticket: ticket ? { ...ticket, firstRepliedAt: null, solvedAt } : null };
}

function lowered(word: unknown): unknown {
  return typeof word === "string" && word !== "" ? word.toLowerCase() : null;
}

function given(value: unknown): unknown {
  return value === "" || value === "0" || value === 0 ? null : value;
}

import { z } from "zod";
import type { RemoteTicket } from "./ticket.ts";

/** When things happened to a ticket, as far as Zendesk says. */
export interface TicketTimes {
  /** The first public reply of an agent, to the minute. */
  readonly firstRepliedAt: string | null;
  /** When it was solved last; null while it is not solved. */
  readonly solvedAt: string | null;
}

/** A ticket with what Zendesk says of its times. */
export interface MeasuredTicket extends RemoteTicket, TicketTimes {}

const id = z.union([z.number().int(), z.string()]).transform(String);

/** What Zendesk measures of a ticket, as far as it is read. */
export const metricsOnWire = z.object({
  ticket_id: id.nullish(),
  reply_time_in_minutes: z.object({ calendar: z.number().min(0).nullish() }).nullish(),
  solved_at: z.iso.datetime({ offset: true }).nullish(),
});

/**
 * The times behind what Zendesk measures: it counts the minutes to the first reply, and keeps `solved_at` of a ticket that
 * was opened again.
 */
export function ticketTimes(
  { createdAt, status }: Pick<RemoteTicket, "createdAt" | "status">,
  metrics: z.output<typeof metricsOnWire> | undefined,
): TicketTimes {
  const minutes = metrics?.reply_time_in_minutes?.calendar ?? null;
  const isSolved = status === "solved" || status === "closed";
  return {
    firstRepliedAt:
      createdAt === null || minutes === null ? null : new Date(Date.parse(createdAt) + minutes * 60_000).toISOString(),
    solvedAt: (isSolved && metrics?.solved_at) || null,
  };
}

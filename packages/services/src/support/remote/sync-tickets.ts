import type { CalendarDate } from "@cs/models";
import { countsOf } from "../../sync/counts-of.ts";
import { type SyncOptions, syncStream } from "../../sync/sync-stream.ts";
import { coverTickets } from "./cover-tickets.ts";
import { type SyncReport, syncReport } from "./sync-report.ts";
import { takeRemoteTickets } from "./take-remote-tickets.ts";
import type { TicketSource } from "./ticket-source.ts";

export interface SyncTicketsOptions extends SyncOptions {
  readonly source: TicketSource;
  /** The current day in the tenant's zone. */
  readonly today: CalendarDate;
}

/** Reads the tickets that have changed since the last run, as `syncStream` says. */
export async function syncTickets(options: SyncTicketsOptions): Promise<SyncReport> {
  const { persistence, tenantId, source, today } = options;
  const run = await syncStream({
    ...options,
    stream: "tickets",
    async take(tx, page) {
      const tickets = [...new Map(page.tickets.map((ticket) => [ticket.id, ticket])).values()];
      return countsOf(await takeRemoteTickets(tx, source.name, tickets), page.read - page.tickets.length);
    },
    finish: (tx, state) => coverTickets(tx, state, today),
  });
  return persistence.write(tenantId, (tx) => syncReport(tx, run));
}

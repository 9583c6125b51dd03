import { businessHours, defaultBusinessCalendar, defaultSlaPolicy, type SlaReading } from "@cs/analytics";
import type { LoggedEvent, StoredComment, TicketRecord } from "@cs/persistence";
import type { OperationContext } from "../../operation/operation.ts";
import { slaOfTicket } from "./sla-of-ticket.ts";
import { type SyncState, syncStates } from "./sync-state.ts";
import { refOf, ticketIdOf } from "./ticket-id.ts";
import type { TicketsAnswer } from "./ticket-output.ts";

type Described = TicketsAnswer["tickets"][number];

/** Tickets as tools show them, with their clocks as of now. */
export async function describeTickets(
  tickets: readonly TicketRecord[],
  { tx, tenant, now }: Pick<OperationContext<"read">, "tx" | "tenant" | "now">,
): Promise<Pick<TicketsAnswer, "tickets" | "policy" | "calendar">> {
  const policy = defaultSlaPolicy;
  const calendar = defaultBusinessCalendar(tenant.timeZone);
  const terms = { policy, hours: businessHours(calendar), now: now.toISOString() };
  const logged = Map.groupBy(await tx.tickets.log(tickets), ticketIdOf);
  const syncs = await syncStates(tx, logged);
  return {
    tickets: tickets.map((ticket) => {
      const ticketId = ticketIdOf(ticket);
      const log = logged.get(ticketId) ?? [];
      return describeTicket(ticket, { log, sla: slaOfTicket(ticket, log, terms), sync: syncs.get(ticketId) ?? null });
    }),
    policy: `${policy.id}/${policy.version}`,
    calendar: `${calendar.id} ${calendar.timeZone}`,
  };
}

interface Known {
  readonly log: readonly LoggedEvent[];
  readonly sla: ReturnType<typeof slaOfTicket>;
  readonly sync: SyncState | null;
}

function describeTicket(ticket: TicketRecord, { log, sla, sync }: Known): Described {
  const { clientId, subject, status, priority, version, createdAt, firstRepliedAt, solvedAt, escalated } = ticket;
  const merger = log.findLast(({ type, after }) => type === "merged" && after !== null)?.after ?? null;
  const mergedInto = merger === null ? null : ticketIdOf(refOf(merger));
  const clock = ({ state, dueAt, elapsedMinutes: elapsed, targetMinutes }: SlaReading) => {
    const elapsedMinutes = elapsed === null ? null : Math.round(elapsed * 100) / 100;
    // Whoever asked hears from the ticket that stays.
    if (mergedInto !== null) return { state: "not_applicable" as const, dueAt: null, elapsedMinutes, targetMinutes };
    return { state, dueAt, elapsedMinutes, targetMinutes };
  };
  return {
    ticketId: ticketIdOf(ticket),
    ...{ clientId, subject, status, priority, version, createdAt, firstRepliedAt, solvedAt, escalated },
    reopened: log.filter(isReopening).length,
    mergedInto,
    sla: {
      firstReply: clock(sla.firstReply),
      resolution: clock(sla.resolution),
      pausesUnknown: sla.pausesUnknown,
    },
    sync,
  };
}

function isReopening({ type, before, after }: LoggedEvent): boolean {
  const isOver = (status: string | null) => status === "solved" || status === "closed";
  return type === "status" && isOver(before) && !isOver(after);
}

/** A comment as tools show it. */
export function describeComment(comment: StoredComment): TicketsAnswer["comments"][number] {
  const { source: _, externalId: __, ...shown } = comment;
  return { ...shown, ticketId: ticketIdOf(comment) };
}

/** An event as tools show it: a subject is the words of somebody, and nobody needs its history. */
export function describeEvent(event: LoggedEvent): TicketsAnswer["events"][number] {
  const { type, occurredAt: at, actor, overruled } = event;
  const shown = (value: string | null) => {
    if (value === null || type === "subject") return null;
    return type === "merged" ? ticketIdOf(refOf(value)) : value;
  };
  return { type, at, actor, before: shown(event.before), after: shown(event.after), overruled };
}

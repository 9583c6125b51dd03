import {
  type BusinessHours,
  readSlaClock,
  type SlaClockEvent,
  type SlaPolicy,
  type SlaReading,
  type SlaTargets,
} from "@cs/analytics";
import type { Instant, TicketPriority, TicketStatus } from "@cs/models";
import { ticketPrioritySchema } from "@cs/models";
import type { LoggedEvent, TicketRecord } from "@cs/persistence";

/** The clocks of a ticket. */
export interface TicketSla {
  readonly firstReply: SlaReading;
  readonly resolution: SlaReading;
  /** Whether the log does not tell all that happened, so that pauses may be missing. */
  readonly pausesUnknown: boolean;
}

export interface SlaTerms {
  readonly policy: SlaPolicy;
  readonly hours: BusinessHours;
  readonly now: Instant;
}

/**
 * Reads the clocks of a ticket from its log: agents' work pauses while it is pending or on hold, waiting for a first reply
 * does not; solving stops both. What the log does not tell comes from the ticket itself.
 */
export function slaOfTicket(ticket: TicketRecord, log: readonly LoggedEvent[], terms: SlaTerms): TicketSla {
  const { policy, hours, now } = terms;
  const statuses = log.filter(({ type }) => type === "status");
  const isWhole = log.some(({ type }) => type === "created");
  const last = statuses.at(-1)?.after ?? (isWhole ? "new" : null);
  // What changed the status without logging it did so at a time that only a solved ticket tells.
  const unlogged = last === ticket.status ? [] : [moveTo(ticket.status, ticket.solvedAt ?? now)];
  const moves = [...statuses.map(({ after, occurredAt }) => moveTo(after, occurredAt)), ...unlogged];
  const started: SlaClockEvent = { type: "activate", at: ticket.createdAt };
  const replied = ticket.firstRepliedAt === null ? [] : [fulfilled(ticket.firstRepliedAt)];
  const clock = (target: keyof SlaTargets, events: readonly SlaClockEvent[]) =>
    readSlaClock([...targets(ticket, log, { policy, target, now }), started, ...events], {
      hours,
      now,
      atRiskShare: policy.atRiskShare,
    });
  return {
    firstReply: clock("firstReply", [...replied, ...moves.filter(({ type }) => type === "fulfil")]),
    resolution: clock("resolution", moves),
    pausesUnknown: !isWhole || unlogged.length > 0,
  };
}

function fulfilled(at: Instant): SlaClockEvent {
  return { type: "fulfil", at };
}

function moveTo(status: TicketStatus | string | null, at: Instant): SlaClockEvent {
  if (status === "solved" || status === "closed") return fulfilled(at);
  return { type: status === "pending" || status === "on_hold" ? "pause" : "activate", at };
}

/** The target of the first priority, of each that followed, and of the present one if nothing logged it. */
function targets(
  { createdAt, priority }: TicketRecord,
  log: readonly LoggedEvent[],
  { policy, target, now }: Pick<SlaTerms, "policy" | "now"> & { readonly target: keyof SlaTargets },
): SlaClockEvent[] {
  const minutesOf = (of: TicketPriority | null) => (of === null ? null : policy.targets[of][target]);
  const changes = log.filter(({ type }) => type === "priority");
  const [first] = changes;
  const initial = first ? priorityOf(first.before) : priority;
  const apply = (at: Instant, of: TicketPriority | null): SlaClockEvent => ({
    type: "apply",
    at,
    targetMinutes: minutesOf(of),
  });
  return [
    apply(createdAt, initial),
    ...changes.map(({ occurredAt, after }) => apply(occurredAt, priorityOf(after))),
    ...(changes.at(-1)?.after === priority || changes.length === 0 ? [] : [apply(now, priority)]),
  ];
}

function priorityOf(logged: string | null): TicketPriority | null {
  return logged === null ? null : ticketPrioritySchema.parse(logged);
}

import type { ClientId, Instant, SourceFact } from "@cs/models";
import type { StoredTicket } from "@cs/persistence";
import { fitText } from "../../sync/fit-text.ts";
import type { RemoteTicket } from "./remote-ticket.ts";

/** Longer subjects are cut: help desks take more than facts hold. */
const longestSubject = 500;

/**
 * The fact of a ticket: what the help desk says now, and what it said before of what it does not say now. A first reply
 * stays; since when a ticket is solved stays until it is opened again. P4 is sent as the lowest step there is, and stays P4.
 */
export function mergeTicket(
  ticket: RemoteTicket,
  stored: StoredTicket | undefined,
  clientId: ClientId,
): SourceFact<"tickets"> {
  const createdAt = utc(stored?.createdAt ?? ticket.createdAt);
  const firstRepliedAt = ticket.firstRepliedAt ?? stored?.firstRepliedAt ?? null;
  const solvedAt = solvedSince(ticket, stored);
  return {
    externalId: stored?.externalId ?? ticket.id,
    customer: clientId,
    subject: fitText(ticket.subject, longestSubject) ?? stored?.subject ?? null,
    priority: stored?.priority === "P4" && ticket.priority === "P3" ? "P4" : ticket.priority,
    status: ticket.status,
    createdAt,
    firstRepliedAt: firstRepliedAt && utc(firstRepliedAt),
    solvedAt: solvedAt && utc(solvedAt) >= createdAt ? utc(solvedAt) : null,
    escalated: stored?.escalated ?? false,
  };
}

function solvedSince(ticket: RemoteTicket, stored: StoredTicket | undefined): Instant | null {
  if (!isSolved(ticket)) return null;
  return ticket.solvedAt ?? (stored && isSolved(stored) ? stored.solvedAt : null);
}

function isSolved({ status }: Pick<RemoteTicket, "status">): boolean {
  return status === "solved" || status === "closed";
}

/** The same time in one form, so that the same ticket is the same fact. */
function utc(instant: Instant): Instant {
  return new Date(instant).toISOString();
}

import {
  type Instant,
  type RemoteSide,
  type TicketEvent,
  type TicketField,
  type TicketRef,
  ticketFields,
} from "@cs/models";
import type { LoggedEvent, WriteTransaction } from "@cs/persistence";

/** Fields that were changed here after an event of the log, on their way to a help desk that has not heard of it yet. */
export function fieldsOnTheirWay(
  log: readonly LoggedEvent[],
  { helpDesk, after }: { readonly helpDesk: string; readonly after: number },
): ReadonlySet<TicketField> {
  const waiting = log.filter(({ sequence, destination }) => sequence > after && destination === helpDesk);
  return new Set(ticketFields.filter((field) => waiting.some(({ type }) => type === field)));
}

/** Logs what a help desk changed in a ticket, and keeps what the ticket is there at that time. */
export async function recordTheirSide(
  tx: Pick<WriteTransaction, "tickets">,
  ref: TicketRef,
  { changes, there, at }: TheirSide,
): Promise<void> {
  if (changes.length > 0) await tx.tickets.record(ref, changes);
  await tx.tickets.keepRemote(ref, there, at);
}

export interface TheirSide {
  readonly changes: readonly TicketEvent[];
  readonly there: RemoteSide;
  readonly at: Instant;
}

import { type SourceFact, type TicketEvent, type TicketField, type TicketRef, ticketFields } from "@cs/models";
import type { LoggedEvent, TicketRecord, WriteTransaction } from "@cs/persistence";
import { eventOf } from "../tickets/store-ticket.ts";
import { fieldsOnTheirWay, recordTheirSide } from "../tickets/their-side.ts";
import { effectKey } from "../tickets/ticket-effects.ts";
import { loggedRef } from "../tickets/ticket-id.ts";
import type { RemoteTicket } from "./remote-ticket.ts";

/** A ticket that people here work on too, held until the end of the transaction. */
export interface WorkedOn {
  readonly ticket: TicketRecord;
  /** Fields that were changed here and of which the help desk has not heard yet. */
  readonly onTheirWay: ReadonlySet<TicketField>;
}

/** Those of the tickets that something was logged of, by `loggedRef`. */
export async function holdWorkedOn(
  tx: Pick<WriteTransaction, "tickets" | "outbox">,
  source: string,
  refs: readonly TicketRef[],
): Promise<Map<string, WorkedOn>> {
  const names = new Set((await tx.tickets.log(refs)).map(loggedRef));
  const logged = refs.filter((ref) => names.has(loggedRef(ref)));
  if (logged.length === 0) return new Map();
  const held = await tx.tickets.hold(...logged);
  const logs = Map.groupBy(await tx.tickets.log(logged), loggedRef);
  const sent = [...logs.values()].flat().filter(({ destination }) => destination === source);
  const fates = await tx.outbox.fates(
    source,
    sent.map((event) => effectKey(event, event.sequence)),
  );
  const isPending = (event: LoggedEvent) => fates.get(effectKey(event, event.sequence))?.state === "pending";
  const found = held.flatMap((ticket) => {
    if (!ticket) return [];
    const name = loggedRef(ticket);
    const log = logs.get(name) ?? [];
    // An effect is named by the first of its events; those after it are on their way behind it.
    const first = log.find(isPending)?.sequence ?? Number.POSITIVE_INFINITY;
    return [[name, { ticket, onTheirWay: fieldsOnTheirWay(log, { helpDesk: source, after: first - 1 }) }] as const];
  });
  return new Map(found);
}

/** The fact without the fields that the help desk has not heard of: these stay as they were changed here. */
export function withoutUnheard(fact: SourceFact<"tickets">, { ticket, onTheirWay }: WorkedOn): SourceFact<"tickets"> {
  return {
    ...fact,
    ...(onTheirWay.has("subject") && { subject: ticket.subject }),
    ...(onTheirWay.has("priority") && { priority: ticket.priority }),
    ...(onTheirWay.has("status") && { status: ticket.status, solvedAt: ticket.solvedAt }),
  };
}

/** Logs what the help desk changed, and keeps what the ticket is there. */
export async function logRemoteChange(
  tx: Pick<WriteTransaction, "tickets">,
  source: string,
  { ticket, fact, there }: RemoteChange,
): Promise<void> {
  const at = there.statedAt ?? there.updatedAt;
  const { id: remoteId, updatedAt: remoteUpdatedAt, subject, status, priority } = there;
  await recordTheirSide(tx, ticket, {
    changes: ticketFields.flatMap((type): TicketEvent[] => {
      const [before, after] = [ticket[type], fact[type]];
      return before === after ? [] : [eventOf({ type, occurredAt: at, actor: source, before, after })];
    }),
    there: { vendor: source, remoteId, remoteUpdatedAt, subject, status, priority },
    at,
  });
}

export interface RemoteChange {
  /** As it was stored. */
  readonly ticket: TicketRecord;
  /** As it is stored now. */
  readonly fact: SourceFact<"tickets">;
  readonly there: RemoteTicket;
}

import { type TicketRef, text } from "@cs/models";
import { ownSource } from "@cs/persistence";

const form = /^(?:tkt_[0-9a-z]{26}|[a-z][a-z0-9_-]{0,39}:\S.*)$/;

/** How tools name a ticket: `tkt_…` for one that was made here, source and id for any other. */
export const ticketIdInput = text(250).regex(form, "must be tkt_… or source:id, as zendesk:35436");

/** The ticket that an id names. */
export function refOf(ticketId: string): TicketRef {
  const colon = ticketId.indexOf(":");
  if (colon < 0) return { source: ownSource, externalId: ticketId };
  return { source: ticketId.slice(0, colon), externalId: ticketId.slice(colon + 1) };
}

/** How the log names a ticket: always with its source. */
export function loggedRef({ source, externalId }: TicketRef): string {
  return `${source}:${externalId}`;
}

/** The id by which tools name a ticket. */
export function ticketIdOf({ source, externalId }: TicketRef): string {
  return source === ownSource && form.test(externalId) && !externalId.includes(":")
    ? externalId
    : loggedRef({ source, externalId });
}

import { ConflictError, InvalidInputError, type TicketRef } from "@cs/models";
import { ownSource, type TicketRecord } from "@cs/persistence";
import type { OperationContext } from "../../operation/operation.ts";
import { unknownTicket } from "./read-tickets.ts";
import { zendeskDestination } from "./ticket-effects.ts";
import { refOf, ticketIdOf } from "./ticket-id.ts";

/** Waits for others who change a ticket, and gives it as they left it if it is what the caller read and may be changed. */
export async function holdTicket(
  { ticketId, expectedVersion }: { readonly ticketId: string; readonly expectedVersion: number },
  context: OperationContext<"write">,
): Promise<TicketRecord> {
  const [ticket] = await context.tx.tickets.hold(refOf(ticketId));
  if (!ticket) throw unknownTicket(ticketId);
  requireVersion(ticket, expectedVersion);
  requireChangeable(ticket, context);
  return ticket;
}

/** @throws ConflictError when somebody has changed the ticket since it was read. */
export function requireVersion({ version }: TicketRecord, expectedVersion: number): void {
  if (version === expectedVersion) return;
  throw new ConflictError(`The ticket has version ${version}, not ${expectedVersion}.`, {
    field: "expectedVersion",
    hint: "Read it again, then change what it is now.",
  });
}

/** A ticket belongs to its source, which would overwrite a change that it does not hear of; a closed one stays as it is. */
export function requireChangeable(
  ticket: Pick<TicketRecord, "source" | "externalId" | "status">,
  { connected }: Pick<OperationContext<"write">, "connected">,
  field = "ticketId",
): void {
  const { source, status } = ticket;
  if (source === zendeskDestination && !connected.has(zendeskDestination)) {
    throw new InvalidInputError("A ticket of Zendesk is changed through Zendesk, which is not connected.", {
      field,
      hint: "Connect Zendesk, or change it there.",
    });
  }
  if (source !== ownSource && source !== zendeskDestination) {
    throw new InvalidInputError(`A ticket of ${source} can only be read: ${source} would overwrite the change.`, {
      field,
      hint: `Change it in ${source} and import it again, or create a ticket here.`,
    });
  }
  if (status === "closed") {
    throw new ConflictError(`The ticket ${ticketIdOf(ticket)} is closed.`, { field, hint: "Create another one." });
  }
}

/** Where changes of a ticket go besides here, or why they go nowhere. */
export interface Route {
  readonly destination: string | null;
  readonly reason: string | null;
}

/** The route of a ticket that is stored; `isNew` for one that is just being made. */
export async function routeOf(
  ref: TicketRef,
  { tx, connected, tenant }: OperationContext<"write">,
  isNew = false,
): Promise<Route> {
  if (!connected.has(zendeskDestination)) return { destination: null, reason: "not_configured" };
  if (tenant.demoAsOf !== null) return { destination: null, reason: "demo" };
  const isThere = isNew || ref.source === zendeskDestination || (await tx.tickets.remote(ref, zendeskDestination));
  return isThere ? { destination: zendeskDestination, reason: null } : { destination: null, reason: "made_before_it" };
}

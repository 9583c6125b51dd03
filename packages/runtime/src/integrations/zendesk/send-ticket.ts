import type { VendorOutcome } from "@cs/integrations";
import type { RemoteTicket, Zendesk } from "@cs/integrations/zendesk";
import { IntegrationError, type TicketField } from "@cs/models";
import { type ClaimedEffect, Undeliverable } from "@cs/persistence";
import { type Delivery, type FieldChangeOfTicket, resolveChanges } from "@cs/services";

/** What both sides have agreed on: the ticket as it is there, and fields of which a change here was given up. */
interface Agreed {
  readonly there: RemoteTicket;
  readonly overruled: readonly TicketField[];
}

type Sending<Type extends Delivery["type"]> = Extract<Delivery, { readonly type: Type }>;

/** How often an update is resolved against a ticket that changes all the time, before it is tried again later. */
const rounds = 3;
/** Zendesk forgets idempotency keys after two hours; after one it is looked for what they may have made. */
const keyIsSureMs = 3_600_000;

/** Sends one delivery to Zendesk. Throws what the adapter throws. */
export function sendTicket(zendesk: Zendesk, effect: ClaimedEffect, delivery: Delivery): Promise<Agreed> {
  if (delivery.type === "ticket.create") return create(zendesk, effect, delivery);
  return delivery.type === "ticket.update" ? update(zendesk, delivery) : comment(zendesk, delivery);
}

async function create(
  zendesk: Zendesk,
  { id, createdAt }: ClaimedEffect,
  { ref: { externalId }, subject, body, priority, requester }: Sending<"ticket.create">,
): Promise<Agreed> {
  if (Date.now() - Date.parse(createdAt) > keyIsSureMs) {
    const { tickets } = done(await zendesk.searchTickets(`external_id:${externalId}`));
    const there = tickets.find((ticket) => ticket.externalId === externalId);
    if (there) return { there, overruled: [] };
  }
  const named = { subject: subject ?? body.slice(0, 80), body, externalId, idempotencyKey: id };
  const asked = { ...(priority && { priority }), ...(requester && { requester }) };
  return { there: done(await zendesk.createTicket({ ...named, ...asked })), overruled: [] };
}

async function comment(zendesk: Zendesk, { there, body, ...said }: Sending<"ticket.comment">): Promise<Agreed> {
  return { there: done(await zendesk.addComment(idThere(there), { body, public: said.public })), overruled: [] };
}

/** Sends the changes, and after each conflict what is left of them. */
async function update(zendesk: Zendesk, { there: known, changes }: Sending<"ticket.update">): Promise<Agreed> {
  const remoteId = idThere(known);
  const overruled: TicketField[] = [];
  let left = changes;
  let ifUpdatedAt = known.remoteUpdatedAt;
  for (let round = 0; round < rounds; round += 1) {
    const there = ifUpdatedAt === null ? null : await change(zendesk, remoteId, { left, ifUpdatedAt });
    if (there) return { there, overruled };
    const now = done(await zendesk.getTicket(remoteId));
    const resolution = resolveChanges(left, now);
    overruled.push(...resolution.overruled.map(({ field }) => field));
    left = resolution.left;
    ifUpdatedAt = now.updatedAt;
    if (left.length === 0) return { there: now, overruled };
    if (ifUpdatedAt === null) throw new Undeliverable("Zendesk does not say when the ticket was changed");
  }
  throw new Error("the ticket changes at Zendesk all the time");
}

/** Null for a conflict: the ticket is no longer what the changes were made for. */
async function change(
  zendesk: Zendesk,
  remoteId: string,
  { left, ifUpdatedAt }: { readonly left: readonly FieldChangeOfTicket[]; readonly ifUpdatedAt: string },
): Promise<RemoteTicket | null> {
  const fields = Object.fromEntries(left.map(({ field, after }) => [field, after]));
  try {
    return done(await zendesk.updateTicket(remoteId, { ...fields, ifUpdatedAt }));
  } catch (error) {
    if (error instanceof IntegrationError && error.failure === "conflict") return null;
    throw error;
  }
}

/** @throws when Zendesk does not have the ticket yet: what creates it has failed, and can be replayed. */
export function idThere({ remoteId }: Delivery["there"]): string {
  if (remoteId === null) throw new Error("Zendesk does not have the ticket: its creation was not delivered");
  return remoteId;
}

function done<Value>(outcome: VendorOutcome<Value>): Value {
  if (outcome.outcome === "done") return outcome.value;
  throw new Error(`${outcome.vendor} is not configured here`);
}

import type { TicketPriority, TicketRef } from "@cs/models";
import type { ReadTransaction } from "@cs/persistence";
import type { FieldChangeOfTicket, TicketEffect } from "../ticket-effects.ts";
import { zendeskDestination } from "../ticket-effects.ts";

/** A ticket at Zendesk, as far as it is known here. */
export interface KnownThere {
  /** Null until Zendesk has it. */
  readonly remoteId: string | null;
  readonly remoteUpdatedAt: string | null;
}

/** What is to be sent, with what people wrote. */
export type Delivery =
  | {
      readonly type: "ticket.create";
      readonly ref: TicketRef;
      readonly there: KnownThere;
      readonly subject: string | null;
      readonly body: string;
      readonly priority: TicketPriority | null;
      readonly requester: { readonly name: string; readonly email: string } | null;
    }
  | {
      readonly type: "ticket.comment";
      readonly ref: TicketRef;
      readonly there: KnownThere;
      readonly body: string;
      readonly public: boolean;
    }
  | {
      readonly type: "ticket.update";
      readonly ref: TicketRef;
      readonly there: KnownThere;
      readonly changes: readonly FieldChangeOfTicket[];
    };

/** Reads what an effect is to send. */
export async function readDelivery(
  { tickets }: Pick<ReadTransaction, "tickets">,
  { type, payload }: TicketEffect,
): Promise<Delivery> {
  const { source, externalId } = payload;
  const ref = { source, externalId };
  const remote = await tickets.remote(ref, zendeskDestination);
  // A ticket of Zendesk has its id there, whether anything was exchanged or not.
  const remoteId = remote?.remoteId ?? (source === zendeskDestination ? externalId : null);
  const known = { ref, there: { remoteId, remoteUpdatedAt: remote?.remoteUpdatedAt ?? null } };
  if (type === "ticket.update") return { type, ...known, changes: payload.changes };
  const comment = await tickets.comment(payload.commentId);
  if (!comment) throw new Error(`there is no comment ${payload.commentId}`);
  const { body } = comment;
  if (type === "ticket.comment") return { type, ...known, body, public: comment.public };
  const ticket = await tickets.find(ref);
  if (!ticket) throw new Error(`there is no ticket ${externalId}`);
  const { author, authorEmail: email } = comment;
  const requester = email === null ? null : { name: author ?? email, email };
  return { type, ...known, subject: ticket.subject, body, priority: ticket.priority, requester };
}

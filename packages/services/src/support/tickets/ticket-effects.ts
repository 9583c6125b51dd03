import { type TicketRef, ticketFields } from "@cs/models";
import type { OutboxEffect } from "@cs/persistence";
import { z } from "zod";
import { ticketIdOf } from "./ticket-id.ts";

/** Where the outbox sends tickets. */
export const zendeskDestination = "zendesk";

/** A field and the values that a change gave it; `before` is what the one who changed it saw. */
const changeSchema = z.strictObject({
  field: z.enum(ticketFields),
  before: z.string().nullable(),
  after: z.string(),
});
export type FieldChangeOfTicket = z.infer<typeof changeSchema>;

const common = {
  source: z.string(),
  externalId: z.string(),
  /** The newest event in the log that belongs to the effect. */
  sequence: z.int(),
};

/** What is sent to Zendesk. Bodies and people are not in it: they are read when it is sent. */
const effectSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ticket.create"), payload: z.strictObject({ ...common, commentId: z.string() }) }),
  z.object({ type: z.literal("ticket.comment"), payload: z.strictObject({ ...common, commentId: z.string() }) }),
  z.object({
    type: z.literal("ticket.update"),
    payload: z.strictObject({ ...common, changes: z.array(changeSchema).min(1) }),
  }),
]);
export type TicketEffect = z.infer<typeof effectSchema>;

/** The effect as the outbox keeps it. Those of a ticket are delivered in the order of their places in its log. */
export function outboxEffectOf({ type, payload }: TicketEffect, first: number): OutboxEffect {
  return {
    destination: zendeskDestination,
    key: effectKey(payload, first),
    type,
    payload,
    turn: { line: ticketIdOf(payload), place: first },
  };
}

/** The key of the effect of the event with a sequence, in the log of a ticket. */
export function effectKey(ref: TicketRef, sequence: number): string {
  return `${ticketIdOf(ref)} ${sequence}`;
}

/** The effect that the outbox kept. @throws ZodError for what is none. */
export function ticketEffectOf(effect: { readonly type: string; readonly payload: unknown }): TicketEffect {
  return effectSchema.parse(effect);
}

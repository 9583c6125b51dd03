import type { Zendesk } from "@cs/integrations/zendesk";
import type { EffectHandler, Persistence } from "@cs/persistence";
import { readDelivery, takeExchange, ticketEffectOf } from "@cs/services";
import type { Logger } from "../../logging/logger.ts";
import { deliverOnce } from "../deliver-once.ts";
import { idThere, sendTicket } from "./send-ticket.ts";

export interface TicketDeliveriesOptions {
  readonly persistence: Persistence;
  readonly zendesk: Zendesk;
  /** Whether this process has the Zendesk of a tenant. */
  isConnected(tenantId: string): boolean;
  readonly log: Pick<Logger, "warn">;
}

/**
 * Sends tickets to Zendesk and keeps here what they are there. A create has a key, and an update names the state it was made
 * for, so both are sent until they are known to have arrived; a comment whose fate is not known is never sent again.
 */
export function ticketDeliveries({ persistence, zendesk, isConnected, log }: TicketDeliveriesOptions): EffectHandler {
  return async (effect) => {
    const { id, tenantId } = effect;
    if (!isConnected(tenantId)) {
      throw new Error(`this worker has no Zendesk for tenant ${tenantId}: give one its settings ZENDESK_…`);
    }
    const ticketEffect = ticketEffectOf(effect);
    const delivery = await persistence.read(tenantId, (tx) => readDelivery(tx, ticketEffect));
    const repeatable = delivery.type !== "ticket.comment";
    if (delivery.type !== "ticket.create") idThere(delivery.there);
    const send = () => sendTicket(zendesk, effect, delivery);
    const { there, overruled } = await deliverOnce(effect, { repeatable, send });
    const exchange = { ref: delivery.ref, there, heard: ticketEffect.payload.sequence, overruled, now: new Date() };
    const keeping = persistence.write(tenantId, (tx) => takeExchange(tx, exchange));
    // A comment is not sent again for that: without its new stamp, the next update meets a conflict and reads the ticket.
    await (repeatable ? keeping : keeping.catch((error: unknown) => log.warn({ error, id }, "a comment is not noted")));
  };
}

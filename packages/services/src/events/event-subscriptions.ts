import type { CloudEvent } from "@cs/models";
import type { EventSubscription } from "@cs/persistence";
import { type AcceptOptions, acceptEvent } from "./accept-event.ts";
import { eventConsumers } from "./event-consumers.ts";

export interface SubscriptionOptions extends AcceptOptions {
  /** Told why an event was refused: it will not come again by itself. */
  readonly onRefused: (event: CloudEvent, reason: string) => void;
}

/** What this product wants to hear on a bus. */
export function eventSubscriptions({ onRefused, ...options }: SubscriptionOptions): EventSubscription[] {
  return eventConsumers.map(({ name, type }) => ({
    consumer: name,
    types: [type],
    async handle(event) {
      const acceptance = await acceptEvent(options, event);
      if (acceptance.status === "refused") onRefused(event, acceptance.reason);
    },
  }));
}

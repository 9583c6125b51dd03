import type { CloudEvent } from "@cs/models";
import type { EventBus, EventSubscription } from "./event-bus.ts";

/** The subscriptions of one consumer, which share its events. */
interface Group {
  readonly subscriptions: EventSubscription[];
  next: number;
}

/**
 * A bus within this process, for an installation without Redis. It keeps nothing: `publish` resolves when every consumer
 * has dealt with the event and throws when one has not, so that the outbox, which does keep it, publishes it again.
 * Nobody outside of the process hears of anything.
 */
export function createInProcessEventBus(): EventBus {
  const groups = new Map<string, Group>();
  const running = new Set<Promise<void>>();
  let closed = false;

  async function deliver(event: CloudEvent): Promise<void> {
    const handled = await Promise.allSettled([...groups.values()].map((group) => nextOf(group, event)?.handle(event)));
    for (const each of handled) if (each.status === "rejected") throw each.reason;
  }

  return {
    async publish(event) {
      if (closed) throw new Error("the event bus is closed");
      const delivery = deliver(event);
      const settled = delivery.catch(() => {}).finally(() => running.delete(settled));
      running.add(settled);
      await delivery;
    },
    async subscribe(subscription) {
      const group = groups.get(subscription.consumer) ?? { subscriptions: [], next: 0 };
      group.subscriptions.push(subscription);
      groups.set(subscription.consumer, group);
    },
    async close() {
      closed = true;
      await Promise.all(running);
      groups.clear();
    },
  };
}

/** Those of a consumer that want the event take it in turn. */
function nextOf(group: Group, event: CloudEvent): EventSubscription | undefined {
  const willing = group.subscriptions.filter(({ types }) => types.includes(event.type));
  if (willing.length === 0) return undefined;
  group.next += 1;
  return willing[group.next % willing.length];
}

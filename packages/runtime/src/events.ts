import { createInProcessEventBus, type Persistence } from "@cs/persistence";
import { eventDestination, eventOfEffect, eventSubscriptions } from "@cs/services";
import type { Logger } from "./logging/logger.ts";

export interface EventsOptions {
  readonly log: Logger;
  readonly persistence: Persistence;
  readonly onError: (error: Error) => void;
}

/** Carries our events to the bus, and deals with those of others that are heard on it. */
export async function startEvents({ log, persistence, onError }: EventsOptions): Promise<{ stop(): Promise<void> }> {
  const bus = createInProcessEventBus();
  const subscriptions = eventSubscriptions({
    persistence,
    onRefused: ({ id, source, type, tenantid }, reason) =>
      log.warn({ id, source, type, tenantId: tenantid, reason }, "refused an event"),
  });
  for (const subscription of subscriptions) await bus.subscribe(subscription);
  const relay = persistence.startRelay({
    onError,
    handlers: { [eventDestination]: (effect) => bus.publish(eventOfEffect(effect)) },
    onDead: ({ tenantId, id, type }, reason) =>
      log.error({ tenantId, id, type, reason }, "gave up a delivery; cs outbox replays it"),
  });
  return {
    async stop() {
      await relay.stop();
      await bus.close();
    },
  };
}

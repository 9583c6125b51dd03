import {
  createInProcessEventBus,
  createRedisEventBus,
  type EffectHandler,
  type EventBus,
  type Persistence,
} from "@cs/persistence";
import { eventDestination, eventOfEffect, eventSubscriptions } from "@cs/services";
import type { Config } from "./config/config.ts";
import type { Logger } from "./logging/logger.ts";

export interface EventsOptions {
  readonly config: Pick<Config, "redisUrl" | "redisKeyPrefix">;
  readonly log: Logger;
  readonly persistence: Persistence;
  /** Of what goes to vendors, by destination. */
  readonly vendorHandlers: Readonly<Record<string, EffectHandler>>;
  readonly onError: (error: Error) => void;
}

/** Events that a bus may have lost are published again for so long. */
const keptMilliseconds = 24 * 3_600_000;

/** Carries our events to the bus and effects to vendors, and deals with events of others that are heard on the bus. */
export async function startEvents(options: EventsOptions): Promise<{ stop(): Promise<void> }> {
  const { log, persistence, vendorHandlers, onError } = options;
  const bus = openBus(options);
  const subscriptions = eventSubscriptions({
    persistence,
    onRefused: ({ id, source, type, tenantid }, reason) =>
      log.warn({ id, source, type, tenantId: tenantid, reason }, "refused an event"),
  });
  for (const subscription of subscriptions) await bus.subscribe(subscription);
  const relay = persistence.startRelay({
    onError,
    handlers: { ...vendorHandlers, [eventDestination]: (effect) => bus.publish(eventOfEffect(effect)) },
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

/** With Redis all servers hear each other, otherwise this process hears itself. */
function openBus({ config: { redisUrl, redisKeyPrefix }, log, persistence, onError }: EventsOptions): EventBus {
  if (redisUrl === null) return createInProcessEventBus();
  return createRedisEventBus({
    url: redisUrl,
    keyPrefix: redisKeyPrefix,
    onError,
    async onMemoryLost() {
      const events = await persistence.redeliver(eventDestination, keptMilliseconds);
      log.info({ events }, "Redis knows no earlier events; those of the last 24 hours are published again");
    },
  });
}

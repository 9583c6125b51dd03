import { openRedisClient } from "../redis/redis-client.ts";
import { redisFailure } from "../redis/redis-failure.ts";
import type { EventBus } from "./event-bus.ts";
import { startRedisConsumer } from "./redis-consumer.ts";
import { type DeadLetter, deadLetters } from "./redis-dead-letters.ts";
import { watchMemory } from "./redis-memory-watch.ts";
import { eventKeys } from "./redis-streams.ts";

export interface RedisEventBusOptions {
  /** `redis://` or, with TLS, `rediss://`. */
  readonly url: string;
  /** Begins every key, so that installations can share one Redis. */
  readonly keyPrefix: string;
  /** Told of failures in the background, of handlers too; everything is tried again. */
  readonly onError: (error: Error) => void;
  /**
   * Called when Redis may have forgotten events that it had taken: at the first start, after FLUSHALL, a restart or a
   * fail-over. Whoever keeps the events publishes those again that some consumer may not have dealt with. While it fails
   * it is called again. A bus without it does not watch.
   */
  readonly onMemoryLost?: (() => Promise<void>) | undefined;
  /** An event that was not dealt with for so long is delivered again; longer than any handler takes. Default 60 s. */
  readonly retryAfterMilliseconds?: number | undefined;
  /** After so many deliveries to a consumer an event becomes a dead letter; default 5. */
  readonly mostDeliveries?: number | undefined;
  /** How often it is looked whether Redis remembers; default 2 s. */
  readonly watchEveryMilliseconds?: number | undefined;
}

export interface RedisEventBus extends EventBus {
  /** Events that consumers could not deal with, newest first; they are not delivered again. */
  deadLetters(limit: number): Promise<DeadLetter[]>;
}

/** Entries of each stream that are kept, about; a consumer that falls further behind misses events. */
const mostEntries = 100_000;
const silence = 5_000;

/**
 * Carries events over Redis Streams, one stream per type and one consumer group per name. An event is delivered at least
 * once while Redis remembers it; `onMemoryLost` covers the rest.
 */
export function createRedisEventBus({
  url,
  keyPrefix,
  onMemoryLost,
  retryAfterMilliseconds = 60_000,
  mostDeliveries = 5,
  watchEveryMilliseconds = 2_000,
  onError,
}: RedisEventBusOptions): RedisEventBus {
  const keys = eventKeys(keyPrefix);
  const open = () => openRedisClient({ url, onError, silence, waits: true });
  const { client, tell } = open();
  const clients = [client];
  const running: { stop(): Promise<void> }[] = [];
  if (onMemoryLost) {
    const everyMilliseconds = watchEveryMilliseconds;
    running.push(watchMemory({ client, key: keys.memory, onMemoryLost, onError, tell, everyMilliseconds }));
  }
  let closed: Promise<void> | undefined;

  return {
    async publish(event) {
      try {
        const stream = keys.streamOf(event.type);
        await client.xadd(stream, "MAXLEN", "~", mostEntries, "*", "event", JSON.stringify(event));
      } catch (error) {
        throw redisFailure(error);
      }
    },
    async subscribe(subscription) {
      const { client: waiting } = open();
      clients.push(waiting);
      const consumer = { subscription, keys, client, waiting, onError, tell, retryAfterMilliseconds, mostDeliveries };
      running.push(startRedisConsumer(consumer));
    },
    async deadLetters(limit) {
      try {
        return await deadLetters(client, keys, limit);
      } catch (error) {
        throw redisFailure(error);
      }
    },
    close() {
      closed ??= Promise.all(running.map((each) => each.stop())).then(() => {
        for (const each of clients) each.disconnect();
      });
      return closed;
    },
  };
}

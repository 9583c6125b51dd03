import { setTimeout as sleep } from "node:timers/promises";
import { cloudEventSchema } from "@cs/models";
import type { Redis } from "ioredis";
import { newId } from "../ids.ts";
import { isRedisReply } from "../redis/redis-failure.ts";
import type { EventSubscription } from "./event-bus.ts";
import { buryEntry } from "./redis-dead-letters.ts";
import { claimedEntries, deliveriesOf, type EventKeys, readEntries, type StreamEntry } from "./redis-streams.ts";

export interface RedisConsumerOptions {
  readonly subscription: EventSubscription;
  readonly keys: EventKeys;
  /** For everything that does not wait. */
  readonly client: Redis;
  /** For waiting; nothing else can be sent on it meanwhile. */
  readonly waiting: Redis;
  /** Told why handlers failed. */
  readonly onError: (error: Error) => void;
  /** Told why Redis failed. */
  readonly tell: (error: unknown) => void;
  /** An entry that was not dealt with for so long is delivered again, to whoever asks first. */
  readonly retryAfterMilliseconds: number;
  /** After so many deliveries an entry becomes a dead letter. */
  readonly mostDeliveries: number;
}

const batch = 10;
/** How long one question for new entries waits; a consumer that closes waits as long. */
const waitMilliseconds = 500;
const pauseMilliseconds = 200;

/** Works on the events of one subscription until it is stopped, one batch after the other. */
export function startRedisConsumer(options: RedisConsumerOptions): { stop(): Promise<void> } {
  const { subscription, keys, client, waiting, onError, tell, retryAfterMilliseconds, mostDeliveries } = options;
  const group = subscription.consumer;
  const member = newId("consumer");
  const streams = [...new Set(subscription.types)].map(keys.streamOf);
  const stopped = new AbortController();
  const cursors = new Map<string, string>();
  let grouped = false;

  /** From the first entry that is still there: an event may come before its first consumer does. */
  async function joinGroups(): Promise<void> {
    for (const stream of streams) {
      await client.xgroup("CREATE", stream, group, "0", "MKSTREAM").catch((error: unknown) => {
        if (!isRedisReply(error, "BUSYGROUP")) throw error;
      });
    }
    grouped = true;
  }

  async function claim(stream: string): Promise<void> {
    const from = cursors.get(stream) ?? "0-0";
    const idle = retryAfterMilliseconds;
    const reply = await client.call("XAUTOCLAIM", stream, group, member, idle, from, "COUNT", batch);
    const { cursor, entries } = claimedEntries(stream, reply);
    cursors.set(stream, cursor);
    await allOf(entries, async (entry) => {
      const pending = await client.call("XPENDING", stream, group, entry.id, entry.id, 1);
      await deliver(entry, deliveriesOf(pending));
    });
  }

  async function readNew(): Promise<void> {
    const read = ["GROUP", group, member, "COUNT", batch, "BLOCK", waitMilliseconds, "STREAMS"];
    const reply = await waiting.call("XREADGROUP", ...read, ...streams, ...streams.map(() => ">"));
    await allOf(readEntries(reply), (entry) => deliver(entry, 1));
  }

  async function deliver(entry: StreamEntry, deliveries: number): Promise<void> {
    const bury = (reason: string) => buryEntry(client, keys, entry, { consumer: group, reason, deliveries });
    if (deliveries > mostDeliveries) return bury("whoever received it stopped before it was dealt with");
    const event = eventOf(entry);
    if (!event) return bury("it is not a CloudEvent");
    try {
      await subscription.handle(event);
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      onError(error);
      if (deliveries >= mostDeliveries) await bury(error.message);
      return;
    }
    await client.xack(entry.stream, group, entry.id);
  }

  const working = (async () => {
    while (!stopped.signal.aborted) {
      try {
        if (!grouped) await joinGroups();
        for (const stream of streams) await claim(stream);
        await readNew();
      } catch (error) {
        // Redis may have come back empty.
        grouped = false;
        if (!isRedisReply(error, "NOGROUP")) tell(error);
        await sleep(pauseMilliseconds, undefined, { signal: stopped.signal }).catch(() => {});
      }
    }
    await leaveGroups();
  })();

  /** A name under which something is still pending stays, until another consumer has claimed it. */
  async function leaveGroups(): Promise<void> {
    for (const stream of streams) {
      try {
        const pending = await client.xpending(stream, group, "-", "+", 1, member);
        if (pending.length === 0) await client.xgroup("DELCONSUMER", stream, group, member);
      } catch {
        // Redis is away or empty: there is nothing to tidy up.
      }
    }
  }

  return {
    async stop() {
      stopped.abort();
      await working;
    },
  };
}

/** Waits for all of them, also when one fails. */
async function allOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const results = await Promise.allSettled(items.map(work));
  const failed = results.find((result) => result.status === "rejected");
  if (failed) throw failed.reason;
}

function eventOf({ fields }: StreamEntry) {
  try {
    return cloudEventSchema.parse(JSON.parse(fields.get("event") ?? ""));
  } catch {
    return null;
  }
}

import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import { newId } from "../ids.ts";
import { runIdOf } from "../redis/run-id.ts";

export interface MemoryWatchOptions {
  readonly client: Redis;
  /** Where the mark stands. */
  readonly key: string;
  /** Has everything published again that Redis may have forgotten. */
  readonly onMemoryLost: () => Promise<void>;
  /** Told why `onMemoryLost` failed. */
  readonly onError: (error: Error) => void;
  /** Told why Redis failed. */
  readonly tell: (error: unknown) => void;
  readonly everyMilliseconds: number;
}

/** Sets the mark unless it went or changed while the events were published again. */
const confirm = `
  if redis.call("GET", KEYS[1]) ~= ARGV[1] then return 0 end
  redis.call("SET", KEYS[1], ARGV[2])
  return 1`;

/**
 * Notices that Redis may have forgotten events: the mark is the id of the running server for which everything is known
 * to be there. FLUSHALL removes the mark; a restart or a fail-over changes the id. The mark is set only after
 * `onMemoryLost` has done its work, so whoever dies in between leaves it to the next, and two who do it at once do no harm.
 */
export function watchMemory({ client, key, onMemoryLost, onError, tell, everyMilliseconds }: MemoryWatchOptions) {
  const stopped = new AbortController();

  async function look(): Promise<void> {
    const [mark, server] = [await client.get(key), await runIdOf(client)];
    if (mark === server) return;
    const attempt = newId("look");
    await client.set(key, attempt);
    try {
      await onMemoryLost();
    } catch (error) {
      return onError(error instanceof Error ? error : new Error(String(error)));
    }
    await client.eval(confirm, 1, key, attempt, server);
  }

  const watching = (async () => {
    while (!stopped.signal.aborted) {
      try {
        await look();
      } catch (error) {
        tell(error);
      }
      await sleep(everyMilliseconds, undefined, { signal: stopped.signal }).catch(() => {});
    }
  })();

  return {
    async stop(): Promise<void> {
      stopped.abort();
      await watching;
    },
  };
}

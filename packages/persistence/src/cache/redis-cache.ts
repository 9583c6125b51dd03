import { once } from "node:events";
import { openRedisClient } from "../redis/redis-client.ts";
import { answerKey, type Cache, type CachedQuestion } from "./cache.ts";
import { lifetimeOf } from "./cache-kinds.ts";
import { createMemoryCache } from "./memory-cache.ts";
import { createRedisVersions } from "./redis-versions.ts";
import { createSingleFlight } from "./single-flight.ts";

export interface RedisCacheOptions {
  /** `redis://` or, with TLS, `rediss://`. */
  readonly url: string;
  /** Begins every key, so that installations can share one Redis. */
  readonly keyPrefix: string;
  /** Told once of every outage; the answers come from the database meanwhile. */
  readonly onError: (error: Error) => void;
  /** The longest wait for Redis in milliseconds; default 250. */
  readonly silence?: number | undefined;
}

/**
 * A cache that processes share. What is about more than one account stays in the process, where the state of the database
 * tells whether it holds. When Redis is silent, one caller waits for it once; then it is not asked until the
 * connection has come back.
 */
export async function openRedisCache(options: RedisCacheOptions): Promise<Cache> {
  const { url, keyPrefix, onError, silence = 250 } = options;
  const { client, tell } = openRedisClient({ url, onError, silence, waits: false });
  const prefix = `${keyPrefix}:cache`;
  const versions = createRedisVersions(client, prefix);
  const own = createMemoryCache();
  const fly = createSingleFlight();

  /** What Redis says, or undefined when it does not: then the cache is not there. */
  async function tried<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      tell(error);
      return undefined;
    }
  }

  async function lookUp<T>(key: string, question: CachedQuestion<T>): Promise<{ readonly answer: T } | undefined> {
    const text = await tried(() => client.get(key));
    if (text === undefined || text === null) return undefined;
    try {
      return { answer: question.parse(JSON.parse(text)) };
    } catch {
      return undefined;
    }
  }

  // A process that lives for a moment only must also tell Redis what it changed.
  await once(client, "ready", { signal: AbortSignal.timeout(silence) }).catch(() => {});
  return {
    async through(question, load) {
      const { tenantId, clientId } = question;
      if (clientId === null) return own.through(question, load);
      const version = await tried(() => versions.of(tenantId, clientId));
      if (version === undefined) return load();
      const key = `${prefix}:${answerKey(question, version)}`;
      return fly(key, async () => {
        const stored = await lookUp(key, question);
        if (stored) return stored.answer;
        const answer = await load();
        await tried(() => client.set(key, JSON.stringify(answer), "PX", lifetimeOf(question.kind)));
        return answer;
      });
    },
    async forget(tenantId, changes) {
      await tried(() => versions.remove(tenantId, changes));
    },
    async close() {
      await tried(() => versions.settle());
      client.disconnect();
      await own.close();
    },
  };
}

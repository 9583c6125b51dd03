import { deepFreeze } from "@cs/models";
import { LRUCache } from "lru-cache";
import { answerKey, type Cache, type CachedQuestion } from "./cache.ts";
import { lifetimeOf } from "./cache-kinds.ts";
import { createSingleFlight } from "./single-flight.ts";

export interface MemoryCacheOptions {
  /** Answers at most; the one that was not asked for the longest goes first. Default 1,000. */
  readonly most?: number | undefined;
}

/** Of all answers together, as JSON. */
const mostCharacters = 16 * 1024 * 1024;

/**
 * A cache in this process. It cannot hear of what others write, so an answer holds only while the state of the database
 * is the one before it was loaded: after any write to the tenant's data, by whomever, it is loaded anew. It is never
 * stale. All who ask get the same object, which is frozen.
 */
export function createMemoryCache({ most = 1_000 }: MemoryCacheOptions = {}): Cache {
  const answers = new LRUCache<string, { readonly answer: unknown }>({ max: most, maxSize: mostCharacters });
  const fly = createSingleFlight();
  return {
    async through<T>(question: CachedQuestion<T>, load: () => Promise<T>) {
      const key = answerKey(question, question.state);
      const stored = answers.get(key);
      // What is stored under a key came from its question: the key names the shape of the answer too.
      if (stored) return stored.answer as T;
      return fly(key, async () => {
        const text = JSON.stringify(await load());
        const answer = deepFreeze(question.parse(JSON.parse(text)));
        answers.set(key, { answer }, { ttl: lifetimeOf(question.kind), size: text.length });
        return answer;
      });
    },
    // The state of the database has changed.
    async forget() {},
    async close() {
      answers.clear();
    },
  };
}

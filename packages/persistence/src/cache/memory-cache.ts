import { LRUCache } from "lru-cache";
import { answerKey, type Cache } from "./cache.ts";
import { lifetimeOf } from "./cache-kinds.ts";
import { createSingleFlight } from "./single-flight.ts";

export interface MemoryCacheOptions {
  /** Answers at most; the one that was not asked for the longest goes first. Default 1,000. */
  readonly most?: number | undefined;
}

/** Of all answers together. */
const mostCharacters = 32 * 1024 * 1024;

/**
 * A cache in this process. It cannot hear of what others write, so an answer holds only while the state of the database
 * is the one before it was loaded: after any write to the tenant's data, by whomever, it is loaded anew. It is never
 * stale.
 */
export function createMemoryCache({ most = 1_000 }: MemoryCacheOptions = {}): Cache {
  const answers = new LRUCache<string, { readonly text: string }>({
    max: most,
    maxSize: mostCharacters,
    sizeCalculation: ({ text }) => text.length,
  });
  const fly = createSingleFlight();
  return {
    async through(question, load) {
      const key = answerKey(question, question.state);
      const stored = answers.get(key);
      if (stored) return question.parse(JSON.parse(stored.text));
      return fly(key, async () => {
        const answer = await load();
        answers.set(key, { text: JSON.stringify(answer) }, { ttl: lifetimeOf(question.kind) });
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

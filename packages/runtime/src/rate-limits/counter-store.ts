import { gather } from "@cs/persistence";
import pg from "pg";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { type Count, countTogether, removeExpired } from "./count-together.ts";

/** A counter of up to so many points in windows of so many seconds, by key. */
export interface Counter {
  /**
   * Counts points of a key, or gives back what was counted when they are below 0. Milliseconds until they fit again, or
   * null when they do now.
   */
  consume(key: string, points: number): Promise<number | null>;
  /** Milliseconds for which this process knows that nothing fits, or null. */
  blocked(key: string): number | null;
}

/** Where counters are kept; another store, such as Redis, is another of these. */
export interface CounterStore {
  counter(name: string, points: number, seconds: number): Counter;
  stop(): Promise<void>;
}

/** A burst waits for its turn this long: to be many is no reason to be counted by one process alone. */
const turnMilliseconds = 10_000;
/** Longer than counting takes on a busy server. */
const answerMilliseconds = 5000;
const cleaningMilliseconds = 5 * 60 * 1000;

/**
 * Counters in PostgreSQL, which all processes on a database share. What comes while a process counts is counted next, in
 * one statement. While PostgreSQL does not answer, each process counts by itself up to the same limits: nobody is ever
 * without one.
 */
export function postgresCounters(url: string, onError: (error: Error) => void): CounterStore {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    application_name: "customer-success limits",
    connectionTimeoutMillis: turnMilliseconds,
    statement_timeout: answerMilliseconds,
    query_timeout: answerMilliseconds,
  });
  pool.on("error", onError);
  const count = gather({
    groupOf: () => "",
    answerAll: (counts: readonly Count[]) => countTogether(pool, counts),
    most: 200,
  });
  const cleaner = setInterval(() => removeExpired(pool).catch(onError), cleaningMilliseconds).unref();
  return {
    counter: (name, limit, seconds) => sharedCounter(count, { name, limit, seconds }),
    async stop() {
      clearInterval(cleaner);
      await pool.end();
    },
  };
}

interface CounterOptions {
  readonly name: string;
  readonly limit: number;
  readonly seconds: number;
}

function sharedCounter(
  count: (count: Count) => Promise<number | null>,
  { name, limit, seconds }: CounterOptions,
): Counter {
  const alone = new RateLimiterMemory({ keyPrefix: name, points: limit, duration: seconds });
  const blockedUntil = new Map<string, number>();

  /** Who is known to be over the limit is not counted on. */
  function block(key: string, wait: number): void {
    const now = Date.now();
    for (const [each, until] of blockedUntil) if (until <= now) blockedUntil.delete(each);
    blockedUntil.set(key, now + wait);
  }

  function blocked(key: string): number | null {
    const wait = (blockedUntil.get(key) ?? 0) - Date.now();
    return wait > 0 ? wait : null;
  }

  return {
    blocked,
    async consume(key, points) {
      const known = points > 0 ? blocked(key) : null;
      if (known !== null) return known;
      try {
        const wait = await count({ key: `${name}:${key}`, points, limit, seconds });
        if (wait !== null && points > 0) block(key, wait);
        return wait;
      } catch {
        return consumeAlone(alone, key, points);
      }
    },
  };
}

async function consumeAlone(counter: RateLimiterMemory, key: string, points: number): Promise<number | null> {
  try {
    await counter.consume(key, points);
    return null;
  } catch (rejection) {
    if (rejection instanceof RateLimiterRes) return rejection.msBeforeNext;
    throw rejection;
  }
}

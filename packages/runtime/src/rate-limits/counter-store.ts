import { limitSchema, limitTable } from "@cs/persistence";
import pg from "pg";
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterPostgres } from "rate-limiter-flexible";

/** Where counters are kept; another store, such as Redis, is another of these. */
export interface CounterStore {
  /** A counter of up to `points` in windows of `seconds`, by key. */
  counter(name: string, points: number, seconds: number): RateLimiterAbstract;
  stop(): Promise<void>;
}

/** A burst waits for its turn this long: to be many is no reason to be counted by one process alone. */
const turnMilliseconds = 10_000;
/** Longer than counting takes on a busy server. */
const answerMilliseconds = 5000;

/**
 * Counters in PostgreSQL, which all processes on a database share. While it does not answer, each process counts by
 * itself up to the same limits: nobody is ever without one.
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
  return {
    counter(keyPrefix, points, duration) {
      return new RateLimiterPostgres({
        keyPrefix,
        points,
        duration,
        storeClient: pool,
        storeType: "pool",
        schemaName: limitSchema,
        tableName: limitTable,
        tableCreated: true,
        // Who is known to be over the limit is not counted on.
        inMemoryBlockOnConsumed: points,
        insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration }),
      });
    },
    stop: () => pool.end(),
  };
}

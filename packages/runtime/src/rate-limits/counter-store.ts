import { limitSchema, limitTable } from "@cs/persistence";
import pg from "pg";
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterPostgres } from "rate-limiter-flexible";

/** Where counters are kept; another store, such as Redis, is another of these. */
export interface CounterStore {
  /** A counter of up to `points` in windows of `seconds`, by key. */
  counter(name: string, points: number, seconds: number): RateLimiterAbstract;
  stop(): Promise<void>;
}

/** Longer than a counter takes, and short enough for a caller who waits for it. */
const patienceMilliseconds = 1000;

/**
 * Counters in PostgreSQL, which all processes on a database share. While it does not answer, each process counts by
 * itself up to the same limits: nobody is ever without one.
 */
export function postgresCounters(url: string, onError: (error: Error) => void): CounterStore {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    application_name: "customer-success limits",
    connectionTimeoutMillis: patienceMilliseconds,
    statement_timeout: patienceMilliseconds,
    query_timeout: patienceMilliseconds,
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
        insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration }),
      });
    },
    stop: () => pool.end(),
  };
}

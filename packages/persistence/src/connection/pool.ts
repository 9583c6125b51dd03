import { ConfigurationError, PersistenceError } from "@cs/models";
import pg from "pg";

export interface PoolOptions {
  /** PostgreSQL connection string. */
  readonly url: string;
  /** Connections at most; 4 suits a process that serves one user over stdio. */
  readonly size?: number | undefined;
  /** Told of connections that broke while idle; the pool replaces them by itself. */
  readonly onIdleError?: ((error: Error) => void) | undefined;
  /** Bounds that differ from the default ones. */
  readonly timeouts?: Partial<PoolTimeouts> | undefined;
  /** Sends a statement without waiting for the answer to the one before; cursors are then refused. Default false. */
  readonly pipeline?: boolean | undefined;
}

/** The longest waits in milliseconds; 0 for as long as it takes. Each ends in a retryable `PersistenceError`. */
export interface PoolTimeouts {
  /** For a connection: a new one, or one that others use; default 10 s. */
  readonly acquire: number;
  /** For a statement; default 30 s. */
  readonly statement: number;
  /** For a lock that others hold; default 10 s. */
  readonly lock: number;
  /** For the next statement of an open transaction; default 60 s. */
  readonly idleInTransaction: number;
  /**
   * For a sign of the server after a statement was sent, as when the network is gone; longer than `statement`, or 0. No
   * statement may then be without a bound.
   */
  readonly silence: number;
}

const second = 1000;

const { builtins } = pg.types;

export const defaultTimeouts: PoolTimeouts = {
  acquire: 10 * second,
  statement: 30 * second,
  lock: 10 * second,
  idleInTransaction: 60 * second,
  // None: the owner lifts the bound on statements for work that takes long.
  silence: 0,
};

/**
 * Opens a pool with bounded waits everywhere and values as the models have them. Nothing connects yet. Throws
 * `ConfigurationError` when `silence` is not longer than `statement`.
 */
export function createPool({
  url,
  size = 4,
  onIdleError = () => {},
  timeouts,
  pipeline = false,
}: PoolOptions): pg.Pool {
  const { acquire, statement, lock, idleInTransaction, silence } = { ...defaultTimeouts, ...timeouts };
  if (silence > 0 && (statement === 0 || silence <= statement)) throw silenceTooShort(silence, statement);
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    pipeline,
    application_name: "customer-success",
    // The parsers below read this form, whatever the server or the role prefers.
    options: "-c DateStyle=ISO -c TimeZone=UTC",
    connectionTimeoutMillis: acquire,
    statement_timeout: statement,
    lock_timeout: lock,
    idle_in_transaction_session_timeout: idleInTransaction,
    query_timeout: silence,
    idleTimeoutMillis: 60 * second,
    types: { getTypeParser: parserOf },
  });
  pool.on("error", onIdleError);
  // While a connection is in use the pool does not listen, and an error nobody hears ends the process. The query that
  // was running fails with the same error, so there is nothing left to do.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** A server is silent while a statement runs: giving it up then would leave the statement running unseen. */
function silenceTooShort(silence: number, statement: number): ConfigurationError {
  const bound = statement === 0 ? "no bound" : `${statement} ms`;
  return new ConfigurationError(`timeouts.silence (${silence} ms) must be longer than timeouts.statement (${bound}).`, {
    field: "timeouts.silence",
    hint: "Give silence more time, or statement less; silence 0 waits for as long as it takes.",
  });
}

/** Dates stay calendar dates, instants become ISO text in UTC, and 64-bit integers must fit a JavaScript number. */
function parserOf(oid: number, format?: "text" | "binary") {
  if (oid === builtins.DATE) return (value: string) => value;
  if (oid === builtins.TIMESTAMPTZ) return (value: string) => new Date(pgTime(value)).toISOString();
  if (oid === builtins.INT8) return safeInteger;
  return pg.types.getTypeParser(oid, format as "text");
}

function pgTime(value: string): string {
  return `${value.replace(" ", "T")}${/[+-]\d\d$/.test(value) ? ":00" : ""}`;
}

function safeInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new PersistenceError(`the stored integer ${value} is too large`);
  return number;
}

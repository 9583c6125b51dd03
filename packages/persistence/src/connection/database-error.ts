import { CsError, PersistenceError, UnknownOutcomeError } from "@cs/models";
import { isAbortedTransactionError } from "kysely";
import { DatabaseError } from "pg";

/** A failure below that can pass by itself. */
interface Passing {
  /** The SQLSTATE, or the error code of the operating system. */
  readonly code?: RegExp;
  /** The driver's own errors have no code. */
  readonly message?: RegExp;
  readonly sentence: string;
}

const passing: readonly Passing[] = [
  { code: /^57014$/, sentence: "The database stopped a statement that took too long." },
  { code: /^55P03$/, sentence: "Another call kept the data locked for too long." },
  { code: /^40/, sentence: "Another call changed the same data at the same time." },
  { code: /^53/, sentence: "The database is short of connections, memory or disk space." },
  { code: /^25P0[34]$/, sentence: "The database ended a transaction that was left open for too long." },
  { message: /^timeout exceeded/, sentence: "No database connection became free in time." },
  {
    code: /^(57P03|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/,
    message: /connection timeout$|^timeout expired$/,
    sentence: "The database could not be reached.",
  },
  { message: /^Query read timeout$/, sentence: "The database did not answer in time." },
  {
    code: /^(08...|57P..|ECONNRESET|EPIPE|ETIMEDOUT)$/,
    message: /^Connection terminated|not queryable$/,
    sentence: "The connection to the database broke.",
  },
];

const unchanged = "Nothing was changed by this call. Try again; if it persists, check that PostgreSQL is running.";

/**
 * What callers see of a failure below: lost connections, time-outs and lock conflicts become a retryable
 * `PersistenceError`; expected errors pass; anything else is a defect and passes unchanged.
 */
export function toDatabaseError(error: unknown): unknown {
  if (CsError.isInstance(error) || !(error instanceof Error)) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const found = passing.find((each) => (code === "" ? each.message?.test(error.message) : each.code?.test(code)));
  return found ? new PersistenceError(found.sentence, { cause: error, hint: unchanged }) : error;
}

/** The same for a commit that failed: unless the database answered, nobody can know whether it took place. */
export function toCommitError(error: unknown): unknown {
  if (isAbortedTransactionError(error) || (error instanceof DatabaseError && !isGoodbye(error))) {
    return toDatabaseError(error);
  }
  return new UnknownOutcomeError(
    "The connection to the database broke while it stored this call, so it is not known whether it did.",
    { cause: error, hint: "Look first what is stored. A call with an idempotencyKey could be repeated." },
  );
}

/** The server ends the session without a word about the commit. */
function isGoodbye({ code = "" }: DatabaseError): boolean {
  return /^(08|57P)/.test(code);
}

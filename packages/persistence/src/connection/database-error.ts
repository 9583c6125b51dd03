import { CsError, PersistenceError } from "@cs/models";

const networkCodes = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"]);

/** SQLSTATE classes and codes after which the same call can succeed. */
const passing = /^(08|53|57|40001|40P01|55P03)/;

/**
 * What callers see of a failure below: lost connections, time-outs and lock conflicts become a retryable
 * `PersistenceError`; expected errors pass; anything else is a defect and passes unchanged.
 */
export function toDatabaseError(error: unknown): unknown {
  if (CsError.isInstance(error) || !(error instanceof Error)) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const broken =
    networkCodes.has(code) ||
    passing.test(code) ||
    /Connection terminated|not queryable|timeout exceeded/i.test(error.message);
  if (!broken) return error;
  return new PersistenceError("The database did not finish the work.", {
    cause: error,
    hint: "Nothing was changed by this call. Try again; if it persists, check that PostgreSQL is running.",
  });
}

import { CsError } from "./cs-error.ts";

/** The database could not be reached or refused the work; trying again may help. */
export class PersistenceError extends CsError {
  readonly code = "persistence";
  override readonly retryable = true;
}

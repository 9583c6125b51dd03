import { CsError } from "./cs-error.ts";

/**
 * Nobody knows how far a call got: the connection broke while it was stored, or what follows the storing failed. The same
 * call again could take effect twice: only one with an idempotency key may be repeated.
 */
export class UnknownOutcomeError extends CsError {
  readonly code = "persistence";
}

import { CsError } from "./cs-error.ts";

/**
 * The connection broke while a call was stored, so nobody knows whether it was. The same call again could take effect
 * twice: only one with an idempotency key may be repeated.
 */
export class UnknownOutcomeError extends CsError {
  readonly code = "persistence";
}

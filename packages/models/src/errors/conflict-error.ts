import { CsError } from "./cs-error.ts";

/** The call contradicts what is stored: a stale version, or a key that was used otherwise. */
export class ConflictError extends CsError {
  readonly code = "conflict";
}

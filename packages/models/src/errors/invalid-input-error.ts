import { CsError } from "./cs-error.ts";

/** The caller sent something that cannot be accepted; a corrected call can succeed. */
export class InvalidInputError extends CsError {
  readonly code = "invalid_input";
}

import { CsError } from "./cs-error.ts";

/** The named thing does not exist for this tenant. Another tenant's id gives the same error. */
export class NotFoundError extends CsError {
  readonly code = "not_found";
}

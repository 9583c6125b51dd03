import { CsError } from "./cs-error.ts";

/** The caller may not do this. */
export class ForbiddenError extends CsError {
  readonly code = "forbidden";
}

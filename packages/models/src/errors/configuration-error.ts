import { CsError } from "./cs-error.ts";

/** The operator has to change a setting; the hint names it. */
export class ConfigurationError extends CsError {
  readonly code = "configuration";
}

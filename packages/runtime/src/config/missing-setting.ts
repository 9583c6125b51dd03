import { ConfigurationError } from "@cs/models";
import type { VariableName } from "./variables.ts";

/** The error for half a configuration of something that is optional as a whole. */
export function missingSetting(of: string, field: VariableName): ConfigurationError {
  return new ConfigurationError(`${of} is used only with ${field}.`, {
    field,
    hint: `Set ${field}, or remove the other settings of ${of}.`,
  });
}

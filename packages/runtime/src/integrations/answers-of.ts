import type { VendorOutcome } from "@cs/integrations";
import { ConfigurationError } from "@cs/models";
import type { VariableName } from "../config/variables.ts";

export interface MissingVendor {
  /** As people call it. */
  readonly name: string;
  readonly field: VariableName;
  readonly hint: string;
}

/** Reads what a vendor answered, and throws `ConfigurationError` where there is no such vendor. */
export function answersOf({ name, ...options }: MissingVendor): <Value>(answer: VendorOutcome<Value>) => Value {
  return (answer) => {
    if (answer.outcome === "done") return answer.value;
    throw new ConfigurationError(`${name} is not configured.`, options);
  };
}

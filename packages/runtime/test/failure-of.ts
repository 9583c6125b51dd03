import { ConfigurationError } from "@cs/models";
import { loadConfig } from "../src/config/load-config.ts";
import type { Environment } from "../src/config/read-setting.ts";

/** With what a configuration is refused. Throws when it is accepted, or fails in another way. */
export function failureOf(environment: Environment): ConfigurationError {
  try {
    loadConfig(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error("the configuration was accepted");
}

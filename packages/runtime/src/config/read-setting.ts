import { readFileSync } from "node:fs";
import { ConfigurationError } from "@cs/models";
import type { z } from "zod";
import { schemas } from "./schemas.ts";
import { secretVariables, type VariableName } from "./variables.ts";

/** The environment as the process has it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads a variable as its schema has it; null when it is not set. */
export type ReadSetting = <Name extends VariableName>(name: Name) => z.output<(typeof schemas)[Name]> | null;

/** A reader that throws `ConfigurationError` with the variable and the fix, without its value when it is a secret. */
export function settingReader(environment: Environment): ReadSetting {
  return <Name extends VariableName>(name: Name) => {
    const text = settingOf(name, environment);
    if (text === undefined) return null;
    const parsed = schemas[name].safeParse(text);
    if (parsed.success) return parsed.data as z.output<(typeof schemas)[Name]>;
    throw new ConfigurationError(`${name} ${parsed.error.issues[0]?.message ?? "is not valid"}.`, {
      field: name,
      hint: `Correct ${name}, or remove it to use the default.`,
    });
  };
}

/** Empty counts as not set, as in compose files. */
function settingOf(name: VariableName, environment: Environment): string | undefined {
  const direct = environment[name]?.trim() || undefined;
  const file = isSecret(name) ? environment[`${name}_FILE`]?.trim() || undefined : undefined;
  if (direct !== undefined && file !== undefined) {
    throw new ConfigurationError(`${name} and ${name}_FILE are both set.`, { field: name, hint: "Keep one of them." });
  }
  return file === undefined ? direct : readSecret(name, file);
}

function isSecret(name: VariableName): boolean {
  return secretVariables.some((secret) => secret === name);
}

function readSecret(name: string, path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (cause) {
    throw new ConfigurationError(`${name}_FILE names a file that cannot be read.`, {
      field: `${name}_FILE`,
      hint: `Check the path ${path} and its permissions.`,
      cause,
    });
  }
}

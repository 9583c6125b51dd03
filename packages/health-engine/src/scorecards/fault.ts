import { InvalidInputError } from "@cs/models";

/** What is wrong with a scorecard, where, and what to do about it. */
export interface Fault {
  /** Path as `groups[0].measures[1].weight`; empty for the scorecard as a whole. */
  readonly path: string;
  readonly problem: string;
  readonly hint: string;
}

/** The path of nested keys as it is read: `groups[0].measures[1].weight`. */
export function pathText(keys: readonly PropertyKey[]): string {
  return keys
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
}

/** The error that carries a fault, for whoever writes the scorecard. */
export function errorOf({ path, problem, hint }: Fault): InvalidInputError {
  const place = path === "" ? "The scorecard" : `${path} of the scorecard`;
  return new InvalidInputError(`${place} ${problem}.`, { field: path === "" ? "scorecard" : path, hint });
}

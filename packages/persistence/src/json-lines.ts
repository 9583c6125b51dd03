import { sql } from "kysely";

/**
 * Values as a `text[]` of their JSON, with NULL for null. They are sent as one text with a line for each: JSON has no line
 * breaks of its own, so nothing in it is quoted once more, as in an array, nor taken apart, as in a list of objects.
 */
export function jsonLines(values: readonly unknown[]) {
  const lines = values.map((value) => JSON.stringify(value)).join("\n");
  return sql<string[]>`string_to_array(${lines}, chr(10), 'null')`;
}

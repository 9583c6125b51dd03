import { hash } from "node:crypto";

/** SHA-256 of a value as JSON with sorted keys: equal content gives an equal hash, whatever the order of keys. */
export function contentHash(value: unknown): string {
  return hash("sha256", JSON.stringify(withSortedKeys(value)));
}

function withSortedKeys(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(withSortedKeys);
  const given = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(given).sort();
  return Object.fromEntries(keys.map((key) => [key, withSortedKeys(given[key])]));
}

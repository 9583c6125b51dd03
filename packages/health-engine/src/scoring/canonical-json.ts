import { compareText } from "./compare-text.ts";

/**
 * JSON with the keys of every object in text order and without white space: equal content gives equal text.
 * Undefined properties are left out; -0 is written as 0. The order of arrays is kept.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  let members = "";
  for (const [key, item] of Object.entries(value).sort(byKey)) {
    if (item === undefined) continue;
    members += `${members && ","}${JSON.stringify(key)}:${canonicalJson(item)}`;
  }
  return `{${members}}`;
}

function byKey([left]: [string, unknown], [right]: [string, unknown]): number {
  return compareText(left, right);
}

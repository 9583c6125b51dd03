/**
 * JSON with the keys of every object in text order and without white space: equal content gives equal text.
 * Undefined properties are left out; -0 is written as 0. The order of arrays is kept.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  let members = "";
  // Without a comparison of its own, sorting orders by code unit: the same on every machine.
  for (const key of Object.keys(value).sort()) {
    const item = value[key];
    if (item === undefined) continue;
    members += `${members && ","}${JSON.stringify(key)}:${canonicalJson(item)}`;
  }
  return `{${members}}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

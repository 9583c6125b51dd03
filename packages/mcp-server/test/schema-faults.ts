type Schema = { readonly [key: string]: unknown };

const combining = ["anyOf", "oneOf", "allOf", "not", "enum", "const"];
const references = ["$ref", "$defs", "$schema", "definitions"];
const unsaid = ["pattern", "format", "minLength", "maxLength", "default"];

/** What a client could stumble over in the input schema of a tool, each with the path to it. It is strict at its root. */
export function inputFaults(schema: unknown): string[] {
  const root = objectOr(schema);
  const properties = Object.values(objectOr(root["properties"]));
  const undescribed = properties.flatMap((each, index) =>
    "description" in objectOr(each) ? [] : [`$[${index}]: is not described`],
  );
  const fields = properties.flatMap((each, index) => fieldFaults(each, `$[${index}]`));
  return [...rootFaults(root), ...looseness(root, "$"), ...undescribed, ...fields];
}

/** The same for an output schema, whose fields may speak for themselves. It is strict at every depth. */
export function outputFaults(schema: unknown): string[] {
  const root = objectOr(schema);
  return [...rootFaults(root), ...loosenessInside(root, "$")];
}

function rootFaults(root: Schema): string[] {
  const faults = combining.filter((key) => key in root).map((key) => `$: has ${key}`);
  if (root["type"] !== "object") faults.push("$: is no object");
  if (Object.keys(objectOr(root["properties"])).length === 0) faults.push("$: has no properties");
  return [...faults, ...commonFaults(root, "$")];
}

function looseness(schema: Schema, path: string): string[] {
  return "properties" in schema && schema["additionalProperties"] !== false ? [`${path}: takes unknown fields`] : [];
}

function loosenessInside(schema: Schema, path: string): string[] {
  const nested = inner(schema).flatMap(([key, each]) => loosenessInside(each, `${path}.${key}`));
  return [...looseness(schema, path), ...nested];
}

function commonFaults(schema: Schema, path: string): string[] {
  const faults = references.filter((key) => key in schema).map((key) => `${path}: has ${key}`);
  if (Array.isArray(schema["type"])) faults.push(`${path}: has a list of types`);
  const names = Object.keys(objectOr(schema["properties"]));
  faults.push(...names.filter((name) => !/^[\w.-]{1,64}$/.test(name)).map((name) => `${path}: names a field ${name}`));
  return [...faults, ...inner(schema).flatMap(([key, each]) => commonFaults(each, `${path}.${key}`))];
}

/** A field at any depth has a type, and carries nothing that only the server needs; what describes it is a sentence. */
function fieldFaults(schema: unknown, path: string): string[] {
  const field = objectOr(schema);
  const faults = unsaid.filter((key) => key in field).map((key) => `${path}: has ${key}`);
  const { description = "A field." } = field;
  if (!/^\S.*\.$/s.test(String(description))) faults.push(`${path}: is not described by a sentence`);
  if (!("type" in field || "anyOf" in field)) faults.push(`${path}: has no type`);
  const holders = [field, objectOr(field["items"])];
  const nested = holders.flatMap((each) => Object.entries(objectOr(each["properties"])));
  return [...faults, ...nested.flatMap(([name, each]) => fieldFaults(each, `${path}.${name}`))];
}

/** The schemas directly inside a schema. */
function inner(schema: Schema): [string, Schema][] {
  const lists = ["anyOf", "oneOf", "allOf", "prefixItems"].flatMap((key) => Object.entries(objectOr(schema[key])));
  const single = ["items", "additionalProperties"].map((key): [string, unknown] => [key, schema[key]]);
  const all = [...Object.entries(objectOr(schema["properties"])), ...lists, ...single];
  return all.flatMap(([key, each]) => (each !== null && typeof each === "object" ? [[key, each as Schema]] : []));
}

function objectOr(value: unknown): Schema {
  return value !== null && typeof value === "object" ? (value as Schema) : {};
}

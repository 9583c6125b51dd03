export type Schema = { readonly [key: string]: unknown };

export interface SchemaRow {
  /** Where the field is, as `contract.startDate` or `contacts[].fullName`. */
  readonly path: string;
  readonly required: boolean;
  readonly type: string;
  readonly meaning: string;
}

/** The fields of an object schema in JSON Schema, each followed by the fields inside it. */
export function schemaRows(schema: Schema, before = ""): SchemaRow[] {
  const { properties = {}, required = [] } = schema;
  const needed = new Set(required as string[]);
  return Object.entries(properties as Record<string, Schema>).flatMap(([name, field]) => {
    const path = `${before}${name}`;
    const row = { path, required: needed.has(name), type: typeOf(field), meaning: meaningOf(field) };
    return [row, ...rowsInside(field, path)];
  });
}

function rowsInside(field: Schema, path: string): SchemaRow[] {
  const { anyOf, items } = field;
  if (Array.isArray(anyOf)) return anyOf.flatMap((each: Schema) => rowsInside(each, path));
  if (items !== undefined) return schemaRows(items as Schema, `${path}[].`);
  return schemaRows(field, `${path}.`);
}

function typeOf({ type, anyOf, enum: choices }: Schema): string {
  if (Array.isArray(choices)) return choices.map((choice) => `\`${choice}\``).join(", ");
  if (Array.isArray(anyOf)) return anyOf.map((each: Schema) => typeOf(each)).join(" or ");
  return type === "array" ? "list" : String(type ?? "any");
}

function meaningOf({ description = "" }: Schema): string {
  return String(description).replaceAll("|", "\\|");
}

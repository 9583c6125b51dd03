import { z } from "zod";

export type JsonSchema = { readonly [key: string]: unknown };
export type ObjectSchema = JsonSchema & { type: "object" };

/**
 * The JSON Schema of an operation's input or output as a model should see it: types, choices, ranges and descriptions.
 * What is cut only repeats that a value is checked, and is enforced when a call is parsed.
 */
export function toJsonSchema(schema: z.ZodType, side: "input" | "output"): ObjectSchema {
  const full = z.toJSONSchema(schema, { io: side, unrepresentable: "throw", reused: "inline" });
  return { ...(lean(full) as JsonSchema), type: "object" };
}

const textual = ["$schema", "pattern", "format"];
const bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
const counted = ["minLength", "maxLength", "minItems", "maxItems", "propertyNames"];

function lean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lean);
  if (value === null || typeof value !== "object") return value;
  const { type, ...rest } = withoutNullDefault(value as JsonSchema);
  const entries = Object.entries(rest).filter(([key, nested]) => {
    if (textual.includes(key)) return typeof nested !== "string";
    if (counted.includes(key)) return typeof nested === "object" && "description" in Object(nested);
    if (bounds.includes(key)) return typeof nested !== "number" || isSmallRange(rest);
    return !(key === "default" && Array.isArray(nested));
  });
  const lists = Array.isArray(type)
    ? { anyOf: type.map((each) => ({ type: each })) }
    : type !== undefined && { type: lean(type) };
  return { ...lists, ...Object.fromEntries(entries.map(([key, nested]) => [key, lean(nested)])) };
}

/** A range that a model can aim at, as a page size; beyond it a bound says no more than "a number". */
function isSmallRange({ minimum, maximum }: JsonSchema): boolean {
  return typeof minimum === "number" && typeof maximum === "number" && maximum - minimum <= 100;
}

/** An input that is null when it is absent needs no word for null. */
function withoutNullDefault(schema: JsonSchema): JsonSchema {
  const { default: fallback, anyOf, type, ...rest } = schema;
  if (fallback !== null) return schema;
  const choices: readonly JsonSchema[] = Array.isArray(type) ? type.map((each) => ({ type: each })) : Object(anyOf);
  const [only, ...others] = Object.values(choices).filter((choice) => choice["type"] !== "null");
  return only && others.length === 0 ? { ...only, ...rest } : schema;
}

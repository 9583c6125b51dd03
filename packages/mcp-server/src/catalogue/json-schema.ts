import { z } from "zod";

export type JsonSchema = { readonly [key: string]: unknown };
export type ObjectSchema = JsonSchema & { type: "object" };

/**
 * The JSON Schema of an operation's input or output as a model should see it: types, choices, ranges and descriptions.
 * What is cut only repeats that a value is checked, and is enforced when a call is parsed: so an input says once that it
 * takes no other fields, not in each object inside. Where it matters what an absent field means, its description says it.
 */
export function toJsonSchema(schema: z.ZodType, side: "input" | "output"): ObjectSchema {
  const full = z.toJSONSchema(schema, {
    io: side,
    unrepresentable: "throw",
    reused: "inline",
    override({ jsonSchema, path }) {
      if (side === "input" && path.length > 0 && jsonSchema.additionalProperties === false) {
        jsonSchema.additionalProperties = true;
      }
    },
  });
  return { ...lean(full as JsonSchema), type: "object" };
}

const checks = ["pattern", "format", "minLength", "maxLength", "minItems", "maxItems", "propertyNames"];
const bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];

function lean(schema: JsonSchema): JsonSchema {
  const { type, description, ...rest } = withoutNullDefault(schema);
  const kept = Object.entries(rest).filter(([key]) => !isIdle(key, rest));
  const types = Array.isArray(type) ? { anyOf: type.map((each) => ({ type: each })) } : type !== undefined && { type };
  const said = description !== undefined && { description };
  return { ...types, ...said, ...Object.fromEntries(kept.map(([key, value]) => [key, leanInside(key, value)])) };
}

/** Whether a keyword tells a model nothing that helps it to call right. */
function isIdle(key: string, schema: JsonSchema): boolean {
  if (bounds.includes(key)) return isIdleBound(key, schema);
  if (key === "additionalProperties") return schema[key] !== false && Object.keys(Object(schema[key])).length === 0;
  return ["$schema", "default", ...checks].includes(key);
}

/** The value of a keyword, with the schemas in it. */
function leanInside(key: string, value: unknown): unknown {
  if (key !== "properties") return leanSchemas(value);
  return Object.fromEntries(Object.entries(Object(value)).map(([name, each]) => [name, leanSchemas(each)]));
}

function leanSchemas(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(leanSchemas);
  return value !== null && typeof value === "object" ? lean(value as JsonSchema) : value;
}

/**
 * A model can aim at a small range, as a page size; beyond it a bound says no more than "a number". Nor does it need to
 * hear that nobody asks for fewer rows than one, or for less than nothing.
 */
function isIdleBound(key: string, { minimum, maximum }: JsonSchema): boolean {
  const isSmall = typeof minimum === "number" && typeof maximum === "number" && maximum - minimum <= 100;
  return !isSmall || (key === "minimum" && (minimum === 0 || minimum === 1));
}

/** An input that is null when it is absent needs no word for null. */
function withoutNullDefault(schema: JsonSchema): JsonSchema {
  const { default: fallback, anyOf, type, ...rest } = schema;
  if (fallback !== null) return schema;
  const choices: readonly JsonSchema[] = Array.isArray(type) ? type.map((each) => ({ type: each })) : Object(anyOf);
  const [only, ...others] = Object.values(choices).filter((choice) => choice["type"] !== "null");
  return only && others.length === 0 ? { ...only, ...rest } : schema;
}

import { z } from "zod";

/**
 * Arguments with the lists and objects in them that a client sent as JSON text. Only where the schema wants a list or an
 * object is text looked at, so a text that happens to be JSON stays the text it is.
 */
export function coerceJsonStrings(schema: z.ZodType, value: unknown): unknown {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) {
    const shape: Record<string, z.ZodType> = inner.shape;
    return mapObject(parsed(value), (field, key) => {
      const wanted = Object.hasOwn(shape, key) ? shape[key] : undefined;
      return wanted ? coerceJsonStrings(wanted, field) : field;
    });
  }
  if (inner instanceof z.ZodRecord) {
    return mapObject(parsed(value), (field) => coerceJsonStrings(inner.valueType as z.ZodType, field));
  }
  if (inner instanceof z.ZodArray) {
    const list = parsed(value);
    return Array.isArray(list) ? list.map((item) => coerceJsonStrings(inner.element as z.ZodType, item)) : value;
  }
  return value;
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return unwrap(schema.unwrap() as z.ZodType);
  }
  return schema;
}

/** What JSON text of a list or an object holds; anything else as it is. */
function parsed(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function mapObject(value: unknown, change: (field: unknown, key: string) => unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, change(field, key)]));
}

import { isCustomerText, visibleLine } from "@cs/models";
import { isDetail } from "@cs/services";
import { z } from "zod";
import type { Fence } from "./fence.ts";

export interface Rendering {
  readonly detailed: boolean;
  readonly fence: Fence;
}

/**
 * An output as a model should see it, walked along its schema: customer-written text is fenced, fields for detailed
 * answers are left out of concise ones, and no text of ours holds invisible characters or line breaks.
 */
export function renderOutput(
  schema: z.ZodType,
  output: Readonly<Record<string, unknown>>,
  rendering: Rendering,
): Record<string, unknown> {
  const shape: Record<string, z.ZodType> = schema instanceof z.ZodObject ? schema.shape : {};
  const fields = Object.entries(output).flatMap(([key, field]) => {
    const fieldSchema = shape[key] ?? valueTypeOf(schema);
    if (isDetail(fieldSchema) && !rendering.detailed) return [];
    return [[visibleLine(key), renderValue(fieldSchema, field, rendering)]];
  });
  return Object.fromEntries(fields);
}

function renderValue(schema: z.ZodType, value: unknown, rendering: Rendering): unknown {
  if (typeof value === "string" && isCustomerText(schema)) return rendering.fence(value);
  const inner = innerOf(schema);
  if (inner) return renderValue(inner, value, rendering);
  if (typeof value === "string") return visibleLine(value);
  if (Array.isArray(value)) {
    const item = schema instanceof z.ZodArray ? (schema.element as z.ZodType) : z.unknown();
    return value.map((each) => renderValue(item, each, rendering));
  }
  return value !== null && typeof value === "object" ? renderOutput(schema, { ...value }, rendering) : value;
}

/** The schema inside of what only says that a value may be absent. */
function innerOf(schema: z.ZodType): z.ZodType | null {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return schema.unwrap() as z.ZodType;
  }
  return null;
}

function valueTypeOf(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodRecord ? (schema.valueType as z.ZodType) : z.unknown();
}

import { isCustomerText, visibleLine } from "@cs/models";
import { isDetail } from "@cs/services";
import { z } from "zod";
import { oncePer } from "../catalogue/once-per.ts";
import type { Fence } from "./fence.ts";

export interface Rendering {
  readonly detailed: boolean;
  readonly fence: Fence;
}

type Output = Readonly<Record<string, unknown>>;
type Render<Given, Shown> = (given: Given, rendering: Rendering) => Shown;

/** How a field is shown. */
interface Field {
  readonly detail: boolean;
  readonly render: Render<unknown, unknown>;
}

/**
 * An output as a model should see it, walked along its schema: customer-written text is fenced, fields for detailed
 * answers are left out of concise ones, and no text of ours holds invisible characters or line breaks.
 */
export function renderOutput(schema: z.ZodType, output: Output, rendering: Rendering): Record<string, unknown> {
  return objectRenderer(schema)(output, rendering);
}

/** What a schema says is looked up once, and not for every value. */
const objectRenderer = oncePer((schema: z.ZodType): Render<Output, Record<string, unknown>> => {
  const shape: Record<string, z.ZodType> = schema instanceof z.ZodObject ? schema.shape : {};
  const fields = new Map(Object.entries(shape).map(([key, field]) => [key, fieldOf(field)]));
  const other = fieldOf(valueTypeOf(schema));
  return (output, rendering) => {
    const rendered: [string, unknown][] = [];
    for (const [key, value] of Object.entries(output)) {
      const { detail, render } = fields.get(key) ?? other;
      if (!detail || rendering.detailed) rendered.push([visibleLine(key), render(value, rendering)]);
    }
    return Object.fromEntries(rendered);
  };
});

function fieldOf(schema: z.ZodType): Field {
  return { detail: isDetail(schema), render: later(schema) };
}

/** The renderer of a schema that may contain itself. */
function later(schema: z.ZodType): Render<unknown, unknown> {
  let render: Render<unknown, unknown> | undefined;
  return (value, rendering) => {
    render ??= valueRenderer(schema);
    return render(value, rendering);
  };
}

const valueRenderer = oncePer((schema: z.ZodType): Render<unknown, unknown> => {
  const fenced = isCustomerText(schema);
  const inner = innerOf(schema);
  const renderInner = inner && later(inner);
  const renderItem = later(schema instanceof z.ZodArray ? (schema.element as z.ZodType) : anything);
  const renderObject = objectRenderer(schema);
  return (value, rendering) => {
    if (typeof value === "string" && fenced) return rendering.fence(value);
    if (renderInner) return renderInner(value, rendering);
    if (typeof value === "string") return visibleLine(value);
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map((each) => renderItem(each, rendering));
    return renderObject(value as Output, rendering);
  };
});

const anything = z.unknown();

/** The schema inside of what only says that a value may be absent. */
function innerOf(schema: z.ZodType): z.ZodType | null {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return schema.unwrap() as z.ZodType;
  }
  return null;
}

function valueTypeOf(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodRecord ? (schema.valueType as z.ZodType) : anything;
}

import { InvalidInputError } from "@cs/models";
import { z } from "zod";
import { suggest } from "./suggest.ts";
import { unstorableText } from "./unstorable-text.ts";

type Issue = z.core.$ZodIssue;

/**
 * Parses a value or throws `InvalidInputError` for its first fault, with the path of the field, and for an unknown key
 * the known key it resembles.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    const unstorable = unstorableText(parsed.data);
    if (!unstorable) return parsed.data;
    const field = pathOf(unstorable).replaceAll("\0", "?").toWellFormed() || undefined;
    throw new InvalidInputError(`${field ?? "The input"}: must not contain NUL or broken characters.`, { field });
  }
  const issues = parsed.error.issues;
  const issue = issues.find((each) => each.code === "unrecognized_keys") ?? issues[0];
  if (!issue) throw new InvalidInputError("The input cannot be accepted.", { cause: parsed.error });
  throw faultOf(issue, schema, value, issues.length - 1);
}

function faultOf(issue: Issue, schema: z.ZodType, value: unknown, others: number): InvalidInputError {
  const more = others > 0 ? ` ${others} more ${others === 1 ? "fault follows" : "faults follow"}.` : "";
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0] ?? "";
    const known = keysAt(schema, issue.path);
    const near = suggest(key, known);
    return new InvalidInputError(`There is no field "${key.slice(0, 60)}".`, {
      field: pathOf([...issue.path, key]),
      hint: near ? `Did you mean "${near}"?` : `Known fields: ${known.join(", ")}.`,
    });
  }
  const field = pathOf(issue.path) || undefined;
  const missing = issue.code === "invalid_type" && valueAt(value, issue.path) === undefined;
  const message = missing ? "is required" : issue.message;
  return new InvalidInputError(`${field ?? "The input"}: ${message}.${more}`, {
    field,
    hint: missing ? `Give ${field ?? "an object"}.` : undefined,
  });
}

/** `contacts[0].email` */
function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, part) => (inner !== null && typeof inner === "object" ? Reflect.get(inner, part) : undefined),
    value,
  );
}

/** The field names of the object schema at a path, through optional, nullable, default and array. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const inner = unwrap(schema);
  const [part, ...rest] = path;
  if (inner instanceof z.ZodObject) {
    const shape: Record<string, z.ZodType> = inner.shape;
    if (part === undefined) return Object.keys(shape);
    const next = shape[String(part)];
    return next ? keysAt(next, rest) : [];
  }
  if (inner instanceof z.ZodArray) return keysAt(inner.element as z.ZodType, rest);
  if (inner instanceof z.ZodRecord) return part === undefined ? [] : keysAt(inner.valueType as z.ZodType, rest);
  return [];
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return unwrap(schema.unwrap() as z.ZodType);
  }
  return schema;
}

import { z } from "zod";

type JsonSchema = { [key: string]: unknown };

/**
 * The JSON Schema of an operation's input or output as a model should see it: no draft URL, no regular expressions, no
 * number bounds that only repeat "is an integer". What is cut is still enforced when a call is parsed. A list of types,
 * which some clients refuse, becomes a choice of schemas.
 */
export function toJsonSchema(schema: z.ZodType, side: "input" | "output"): JsonSchema & { type: "object" } {
  const full = z.toJSONSchema(schema, { io: side, unrepresentable: "throw", reused: "inline" });
  return { ...(lean(full) as JsonSchema), type: "object" };
}

const dropped = new Set(["$schema", "pattern"]);

function lean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lean);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([key, nested]) => {
    if (dropped.has(key) && typeof nested === "string") return false;
    return !(typeof nested === "number" && Math.abs(nested) === Number.MAX_SAFE_INTEGER);
  });
  return Object.fromEntries(
    entries.map(([key, nested]) =>
      key === "type" && Array.isArray(nested) ? ["anyOf", nested.map((type) => ({ type }))] : [key, lean(nested)],
    ),
  );
}

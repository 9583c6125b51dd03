import type { Failure } from "@cs/services";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import type { Answer } from "./answer.ts";

/**
 * An answer twice: as compact text for models, and structured for programs. `structured: false` leaves the second out,
 * for clients that show both to the model.
 */
export function resultOf({ value, text }: Answer, { structured }: { readonly structured: boolean }): CallToolResult {
  return { content: [{ type: "text", text }], ...(structured && { structuredContent: value }) };
}

/** A failure. Text only: clients check a structured answer against the output schema, which a failure does not fit. */
export function failedResult(error: Failure): CallToolResult {
  return { content: [{ type: "text", text: JSON.stringify({ error }) }], isError: true };
}

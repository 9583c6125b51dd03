import type { Failure } from "@cs/services";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";

/**
 * An answer twice: as compact text for models, and structured for programs. `structured: false` leaves the second out,
 * for clients that show both to the model.
 */
export function resultOf(
  answer: Record<string, unknown>,
  { structured }: { readonly structured: boolean },
): CallToolResult {
  return { content: [textOf(answer)], ...(structured && { structuredContent: answer }) };
}

/** A failure. Text only: clients check a structured answer against the output schema, which a failure does not fit. */
export function failedResult(error: Failure): CallToolResult {
  return { content: [textOf({ error })], isError: true };
}

function textOf(value: object): CallToolResult["content"][number] {
  return { type: "text", text: JSON.stringify(value) };
}

import type { Operation } from "@cs/services";
import type { Tool } from "@modelcontextprotocol/sdk/types.js";
import { toJsonSchema } from "./json-schema.ts";

/** An operation as an MCP tool. All hints follow from its effect; none of the tools reaches beyond the product. */
export function toolOfOperation(operation: Operation): Tool {
  const { name, title, description, effect } = operation;
  return {
    name,
    title,
    description,
    inputSchema: toJsonSchema(operation.input, "input"),
    outputSchema: toJsonSchema(operation.output, "output"),
    annotations: {
      title,
      readOnlyHint: effect === "read",
      destructiveHint: false,
      idempotentHint: effect === "read",
      openWorldHint: false,
    },
  };
}

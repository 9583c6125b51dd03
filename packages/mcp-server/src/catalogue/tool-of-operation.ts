import type { Operation } from "@cs/services";
import type { Tool } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { cutOutput } from "../results/cut-result.ts";
import { hasDetails, renderedSchema } from "../results/rendered-schema.ts";
import { toJsonSchema } from "./json-schema.ts";
import { oncePer } from "./once-per.ts";
import { responseFormat } from "./response-format.ts";

/**
 * An operation as an MCP tool. All hints follow from its strongest effect: what is outward reaches people.
 * A tool without structured answers has no output schema: clients insist on the one where they see the other.
 */
export function toolOfOperation(
  operation: Operation,
  { structured = true }: { readonly structured?: boolean } = {},
): Tool {
  const { outputSchema, ...tool } = definitionOf(operation);
  return { ...tool, ...(structured && { outputSchema }) };
}

const definitionOf = oncePer((operation: Operation) => {
  const { name, title, description, effect } = operation;
  return {
    name,
    title,
    description,
    inputSchema: toJsonSchema(inputOf(operation), "input"),
    outputSchema: toJsonSchema(outputOf(operation), "output"),
    annotations: {
      title,
      readOnlyHint: effect === "read",
      destructiveHint: false,
      idempotentHint: effect === "read",
      openWorldHint: effect === "outward",
    },
  };
});

/** What a tool takes: what its operation takes, and how much to show. */
export const inputOf = oncePer(({ input, output }: Operation): z.ZodObject => {
  return hasDetails(output) ? input.safeExtend({ responseFormat }) : input;
});

/** What a tool answers: what its operation answers, rendered for a model. */
function outputOf({ output, cut }: Operation): z.ZodType {
  const rendered = renderedSchema(output);
  return cut && rendered instanceof z.ZodObject ? rendered.safeExtend({ cut: cutOutput.optional() }) : rendered;
}

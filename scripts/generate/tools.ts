import { operations } from "@cs/services";
import { z } from "zod";

/** `docs/tools.md`: every tool with its parameters, from the operations themselves. */
export function toolsPage(): string {
  const sections = operations.flatMap((operation) => {
    const { properties = {}, required = [] } = z.toJSONSchema(operation.input, { io: "input" });
    const parameters = Object.entries(properties).map(([name, schema]) => {
      const description = typeof schema === "object" ? (schema.description ?? "") : "";
      const needed = required.includes(name) ? "required" : "optional";
      return `| \`${name}\` | ${needed} | ${description.replaceAll("|", "\\|")} |`;
    });
    return [
      `## ${operation.name}`,
      "",
      `${operation.description} Effect: ${operation.effect}.`,
      "",
      "| parameter | | meaning |",
      "| --- | --- | --- |",
      ...parameters,
      "",
    ];
  });
  return [
    "# Tools",
    "",
    "What an assistant can call. Every tool that writes takes an `idempotencyKey`. Errors have the form",
    "`{code, message, field, hint, retryable, requestId}`.",
    "",
    ...sections,
  ].join("\n");
}

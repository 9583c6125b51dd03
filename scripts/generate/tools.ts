import { operations } from "@cs/services";

/** `docs/tools.md`: every tool with its parameters, from the operations themselves. */
export function toolsPage(): string {
  const sections = operations.flatMap((operation) => {
    const parameters = Object.entries(operation.input.shape).map(([name, schema]) => {
      const needed = schema.safeParse(undefined).success ? "optional" : "required";
      return `| \`${name}\` | ${needed} | ${(schema.description ?? "").replaceAll("|", "\\|")} |`;
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

import { toolOfOperation } from "@cs/mcp-server";
import type { Operation } from "@cs/services";
import type { RecordedExample } from "../../tool-examples/tool-example.ts";
import { detailPaths } from "./detail-paths.ts";
import { schemaRows } from "./schema-rows.ts";
import { errorTable } from "./tool-errors.ts";

/** `docs/tools/<name>.md`: what a tool takes and answers, as a client sees it, and calls that were run. */
export function toolPage(operation: Operation, examples: readonly RecordedExample[]): string {
  const { name, description = "", inputSchema, outputSchema = {} } = toolOfOperation(operation);
  const details = new Set(detailPaths(operation.output));
  return [
    `# ${name}`,
    "",
    `${description} ${effectText(operation)}`,
    "",
    "## Parameters",
    "",
    "| parameter | | type | meaning |",
    "| --- | --- | --- | --- |",
    ...schemaRows(inputSchema).map(({ path, required, type, meaning }) => {
      return `| \`${path}\` | ${required ? "required" : "optional"} | ${type} | ${meaning} |`;
    }),
    "",
    "## Returns",
    "",
    "| field | | type | meaning |",
    "| --- | --- | --- | --- |",
    ...schemaRows(outputSchema).map(({ path, required, type, meaning }) => {
      const shown = details.has(path) ? "detailed" : required ? "" : "optional";
      return `| \`${path}\` | ${shown} | ${type} | ${meaning} |`;
    }),
    "",
    "## Errors",
    "",
    ...errorTable([operation]),
    "",
    "## Examples",
    "",
    "[How they were run](../tools.md#examples).",
    "",
    ...examples.flatMap(({ title, input, answer }) => [
      `### ${title}`,
      "",
      ...jsonBlock(input),
      "",
      ...jsonBlock(answer),
      "",
    ]),
  ].join("\n");
}

export function effectText({ effect, actions }: Pick<Operation, "effect" | "actions">): string {
  if (!actions) return `Effect: ${effect}.`;
  const each = Object.entries(actions).map(([action, ofAction]) => `\`${action}\` ${ofAction}`);
  return `Effect by action: ${each.join(", ")}.`;
}

function jsonBlock(value: object): string[] {
  return ["```json", JSON.stringify(value, null, 2), "```"];
}

import { toolOfOperation } from "@cs/mcp-server";
import { isDetail, operations } from "@cs/services";
import { z } from "zod";

type Schema = { readonly [key: string]: unknown };

/** `docs/tools.md`: every tool with what it takes and answers, as a client sees it. */
export function toolsPage(): string {
  const sections = operations.flatMap((operation) => {
    const { output } = operation;
    const { name, description = "", inputSchema, outputSchema } = toolOfOperation(operation);
    return [
      `## ${name}`,
      "",
      `${description} ${effectText(operation)}`,
      "",
      "| parameter | | type | meaning |",
      "| --- | --- | --- | --- |",
      ...rowsOf(inputSchema, "").map(
        ([field, needed, type, meaning]) => `| ${field} | ${needed} | ${type} | ${meaning} |`,
      ),
      "",
      "| answer | | type | meaning |",
      "| --- | --- | --- | --- |",
      ...fieldsOf(outputSchema ?? {}).map(([field, schema, needed]) => {
        const shown = isDetail(output.shape[field] ?? z.unknown()) ? "detailed" : needed ? "" : "optional";
        return `| \`${field}\` | ${shown} | ${typeOf(schema)} | ${meaningOf(schema)} |`;
      }),
      "",
    ];
  });
  return [...introduction, ...sections].join("\n");
}

const introduction = [
  "# Tools",
  "",
  'What an assistant can call. Every tool that writes takes an `idempotencyKey`. With `responseFormat: "concise"`, the',
  "default, fields marked as detailed are left out. An answer that would be longer than 20,000 tokens is cut: `cut.next` is",
  "the call that brings the rest. Text that customers wrote comes as `{untrusted, text}` between marks.",
  "",
  "| error code | when |",
  "| --- | --- |",
  "| `invalid_input` | an argument is missing, unknown or out of range; `field` and `hint` say which and what to do |",
  "| `not_found` | there is no such client, scorecard or score |",
  "| `conflict` | a stale version, or a key that was used for another call |",
  "| `forbidden` | the tool is switched off here, or nothing may be written |",
  "| `persistence` | the database failed; `retryable` says whether the same call may be repeated |",
  "| `cancelled`, `internal` | the client cancelled; a defect, whose cause is in the log under `requestId` |",
  "",
  "An error is `{code, message, field, hint, retryable, requestId}`.",
  "",
];

function effectText({ effect, actions }: { effect: string; actions: Readonly<Record<string, string>> | null }): string {
  if (!actions) return `Effect: ${effect}.`;
  const each = Object.entries(actions).map(([action, ofAction]) => `\`${action}\` ${ofAction}`);
  return `Effect by action: ${each.join(", ")}.`;
}

/** The fields of an object schema, nested ones as `contract.startDate` and `contacts[].fullName`. */
function rowsOf(schema: Schema, path: string): string[][] {
  return fieldsOf(schema).flatMap(([name, field, needed]) => {
    const nested =
      typeOf(field) === "list"
        ? rowsOf(field["items"] as Schema, `${path}${name}[].`)
        : rowsOf(field, `${path}${name}.`);
    return [[`\`${path}${name}\``, needed ? "required" : "optional", typeOf(field), meaningOf(field)], ...nested];
  });
}

function fieldsOf({ properties = {}, required = [] }: Schema): [string, Schema, boolean][] {
  const needed = new Set(required as string[]);
  return Object.entries(properties as Record<string, Schema>).map(([name, field]) => [name, field, needed.has(name)]);
}

function typeOf({ type, anyOf, enum: choices }: Schema): string {
  if (Array.isArray(choices)) return choices.map((choice) => `\`${choice}\``).join(", ");
  if (Array.isArray(anyOf)) return anyOf.map((each: Schema) => typeOf(each)).join(" or ");
  return type === "array" ? "list" : String(type ?? "any");
}

function meaningOf({ description = "", default: fallback }: Schema): string {
  const text = String(description).replaceAll("|", "\\|");
  return fallback === undefined ? text : `${text} Default \`${String(fallback)}\`.`;
}

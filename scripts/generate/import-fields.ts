import { sourceFactSchemas } from "@cs/models";
import { factFields } from "@cs/services";
import type { z } from "zod";

/** `docs/import-fields.md`: every field a mapping can fill, from the table the import itself uses. */
export function importFieldsPage(): string {
  const sections = Object.entries(factFields).flatMap(([kind, fields]) => {
    const shape: Record<string, z.ZodType> = sourceFactSchemas[kind as keyof typeof sourceFactSchemas].shape;
    const rows = Object.entries(fields).map(([name, { type, absent }]) => {
      const needed = absent === undefined ? "required" : "optional";
      return `| \`${name}\` | ${type} | ${needed} | ${wordsOf(shape[name])} |`;
    });
    return [`## ${kind}`, "", "| field | type | | one of |", "| --- | --- | --- | --- |", ...rows, ""];
  });
  return [
    "# Fields of an import",
    "",
    "`customer` is the `externalId` of the account. `money` is a decimal amount such as `1234.50` in the row's `currency`;",
    "a `list` separates its parts with `;` or `|`.",
    "",
    ...sections,
  ].join("\n");
}

/** The words an enumerated field allows, through `null` and lists. */
function wordsOf(schema: z.ZodType | undefined): string {
  if (schema === undefined) return "";
  const inner = Reflect.get(schema.def, "innerType") ?? Reflect.get(schema.def, "element");
  if (inner !== undefined) return wordsOf(inner as z.ZodType);
  const options: unknown = Reflect.get(schema, "options");
  return Array.isArray(options) ? options.map((word) => `\`${word}\``).join(" ") : "";
}

import { type FactKind, factKinds, InvalidInputError, sourceSchema } from "@cs/models";
import { z } from "zod";
import { parseInput } from "../operation/parse-input.ts";
import { suggest } from "../operation/suggest.ts";
import { factFields } from "./fact-fields.ts";

const column = z.string().min(1).max(200);

const columnRuleSchema = z.union([
  column,
  z.strictObject({
    column,
    /** Translates cell texts; a text that is not listed rejects its row. Null means unknown. */
    values: z.record(z.string(), z.string().nullable()).optional(),
    /** Adds the minutes of another column to a time. */
    plusMinutes: column.optional(),
  }),
  z.strictObject({ constant: z.union([z.string(), z.number(), z.boolean(), z.null()]) }),
]);

const fileRuleSchema = z.strictObject({
  file: z.string().regex(/^[\w][\w .-]*\.csv$/i, "must be the name of a CSV file in the folder, without a path"),
  kind: z.enum(factKinds),
  fields: z.record(z.string(), columnRuleSchema),
  /** Skips rows whose cell in this column is empty. */
  onlyWhen: column.optional(),
});

const mappingSchema = z.strictObject({
  source: sourceSchema,
  /** A scorecard file beside the mapping that the import puts in force. */
  scorecard: z.string().max(200).optional(),
  files: z.array(fileRuleSchema).min(1).max(100),
});

/** How a cell becomes a field: the name of a column, a column with translations, or a constant. */
export type ColumnRule = z.infer<typeof columnRuleSchema>;
export type FileRule = z.infer<typeof fileRuleSchema>;
/** Which foreign files and columns hold which facts. */
export type Mapping = z.infer<typeof mappingSchema>;

/** Parses a mapping. Throws `InvalidInputError` for an unknown or missing field, with the nearest known name. */
export function parseMapping(value: unknown): Mapping {
  const mapping = parseInput(mappingSchema, value);
  for (const [index, rule] of mapping.files.entries()) checkFields(rule, `files[${index}].fields`);
  return mapping;
}

function checkFields({ kind, fields }: { kind: FactKind; fields: Record<string, unknown> }, path: string): void {
  const known = factFields[kind];
  const unknown = Object.keys(fields).find((name) => !Object.hasOwn(known, name));
  if (unknown !== undefined) {
    const near = suggest(unknown, Object.keys(known));
    throw new InvalidInputError(`${kind} have no field "${unknown.slice(0, 60)}".`, {
      field: `${path}.${unknown.slice(0, 60)}`,
      hint: near ? `Did you mean "${near}"?` : `Known fields: ${Object.keys(known).join(", ")}.`,
    });
  }
  const missing = Object.keys(known).find((name) => known[name]?.absent === undefined && !(name in fields));
  if (missing !== undefined) {
    throw new InvalidInputError(`${kind} need the field "${missing}".`, {
      field: `${path}.${missing}`,
      hint: `Name the column that holds it, or give {"constant": …}.`,
    });
  }
}

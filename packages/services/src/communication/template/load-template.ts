import { InvalidInputError } from "@cs/models";
import type { ReadTransaction } from "@cs/persistence";
import { suggest } from "../../operation/suggest.ts";
import { isStoredField, storedFields } from "./merge-values.ts";
import { mergeFieldsOf, parseTemplate, type TemplatePart } from "./parse-template.ts";

/** What a call sends: a stored template, or a subject and a body of its own. */
export interface TemplateRequest {
  readonly template?: string | undefined;
  readonly subject?: string | undefined;
  readonly body?: string | undefined;
  readonly fields?: Readonly<Record<string, string>> | undefined;
}

/** A template that can be rendered. */
export interface LoadedTemplate {
  /** Null for a text of the call's own. */
  readonly stored: { readonly name: string; readonly version: number } | null;
  readonly subject: readonly TemplatePart[];
  readonly body: readonly TemplatePart[];
  /** The names of its merge fields, each once. */
  readonly names: readonly string[];
}

/**
 * The template that a call names or brings.
 *
 * @throws InvalidInputError when it cannot be read, or nobody could fill one of its fields; NotFoundError for an unknown name.
 */
export async function loadTemplate(
  { template, subject, body, fields = {} }: TemplateRequest,
  { templates }: Pick<ReadTransaction, "templates">,
): Promise<LoadedTemplate> {
  if (template !== undefined) {
    if (subject !== undefined || body !== undefined) {
      throw wrongParts("Both a template and a text are given.", "Leave out template, or subject and body.");
    }
    const { name, version, ...texts } = await templates.get(template);
    return loaded({ name, version }, texts, fields);
  }
  if (subject === undefined || body === undefined) {
    throw wrongParts("Nothing is to be sent.", "Give template, or subject and body.");
  }
  return loaded(null, { subject, body }, fields);
}

/** The parts of a template. Throws `InvalidInputError` when it cannot be read. */
export function readTemplate(texts: { readonly subject: string; readonly body: string }) {
  if (/[\r\n]/.test(texts.subject)) {
    throw new InvalidInputError("subject: must be one line.", { field: "subject", hint: "Take out the line break." });
  }
  const subject = parseTemplate(texts.subject, "subject");
  const body = parseTemplate(texts.body, "body");
  const names = [...new Set(mergeFieldsOf([...subject, ...body]).map(({ name }) => name))];
  const unknown = names.find((name) => name.includes(".") && !isStoredField(name));
  if (unknown !== undefined) throw unknownField(unknown);
  return { subject, body, names };
}

function loaded(
  stored: LoadedTemplate["stored"],
  texts: { readonly subject: string; readonly body: string },
  fields: Readonly<Record<string, string>>,
): LoadedTemplate {
  const read = readTemplate(texts);
  const unused = Object.keys(fields).find((name) => !read.names.includes(name) || isStoredField(name));
  if (unused === undefined) return { stored, ...read };
  const own = read.names.filter((name) => !isStoredField(name));
  throw new InvalidInputError(`The template has no field ${JSON.stringify(unused)} that a call fills.`, {
    field: `fields.${unused}`,
    hint: own.length > 0 ? `It has ${own.join(", ")}.` : "It has none: leave out fields.",
  });
}

function unknownField(name: string): InvalidInputError {
  const near = suggest(name, storedFields);
  return new InvalidInputError(`There is no stored field ${name}.`, {
    field: "body",
    hint: near
      ? `Did you mean ${near}?`
      : `Stored fields: ${storedFields.join(", ")}. Fields of your own have no dot, and their values go into fields.`,
  });
}

function wrongParts(message: string, hint: string): InvalidInputError {
  return new InvalidInputError(message, { field: "template", hint });
}

import { InvalidInputError } from "@cs/models";

/** A place in a template where a value goes. */
export interface MergeField {
  readonly name: string;
  /** What stands there when the value is not known; null when the template names nothing. */
  readonly fallback: string | null;
}

/** A template as its texts and the fields between them. */
export type TemplatePart = string | MergeField;

const placeholder = /\{\{([^{}]*)\}\}/g;
const fieldName = /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)?$/;

/**
 * Reads a template with merge fields as `{{contact.firstName|there}}`. There is no logic, and what is put in is never read
 * as a template.
 *
 * @param input The field of the input it came in, for errors.
 * @throws InvalidInputError for braces that are not those of a merge field.
 */
export function parseTemplate(text: string, input: string): readonly TemplatePart[] {
  return text.split(placeholder).map((part, index) => {
    if (index % 2 === 1) return mergeFieldOf(part, input);
    const stray = /\{\{|\}\}/.exec(part);
    if (stray) throw unreadable(input, part.slice(Math.max(0, stray.index - 20), stray.index + 20));
    return part;
  });
}

/** The merge fields of a template. */
export function mergeFieldsOf(parts: readonly TemplatePart[]): readonly MergeField[] {
  return parts.filter((part) => typeof part !== "string");
}

function mergeFieldOf(inside: string, input: string): MergeField {
  const [name = "", ...others] = inside.split("|");
  if (!fieldName.test(name.trim())) throw unreadable(input, `{{${inside}}}`);
  return { name: name.trim(), fallback: others.length > 0 ? others.join("|").trim() : null };
}

function unreadable(input: string, where: string): InvalidInputError {
  return new InvalidInputError(`${input}: there is no merge field in ${JSON.stringify(where)}.`, {
    field: input,
    hint: "Write merge fields as {{account.name}} or, with a default, {{contact.firstName|there}}.",
  });
}

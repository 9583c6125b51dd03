import type { StoredTemplate } from "@cs/persistence";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../../operation/cursor.ts";
import type { OperationContext } from "../../operation/operation.ts";
import type { SaveTemplateRequest, TemplatesRequest } from "../sending/mail-input.ts";
import { emptyAnswer, type MailAnswer } from "../sending/mail-output.ts";
import { readTemplate } from "./load-template.ts";

const question = { list: "templates" };
const positionSchema = z.strictObject({ name: z.string() });

/** The template that is asked for with its body, else a page of all by name. */
export async function listTemplates(
  { template, limit = 25, cursor }: TemplatesRequest,
  { tx }: OperationContext<"read">,
): Promise<MailAnswer> {
  if (template !== undefined) {
    return { ...emptyAnswer, templates: [describeTemplate(await tx.templates.get(template))], total: 1 };
  }
  const after = cursor === undefined ? null : decodeCursor(positionSchema, question, cursor).name;
  const { rows, total } = await tx.templates.list(after, limit + 1);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    ...emptyAnswer,
    templates: page.map((each) => ({ ...describeTemplate(each), body: null })),
    nextCursor: last ? encodeCursor(question, { name: last.name }) : null,
    total,
  };
}

/** Adds a version of a template. What cannot be read as one is refused before anybody sends it. */
export async function saveTemplate(
  { template: name, subject, body, expectedVersion }: SaveTemplateRequest,
  { tx, actor, requestId }: OperationContext<"write">,
): Promise<MailAnswer> {
  readTemplate({ subject, body });
  const stored = await tx.templates.save({ name, subject, body }, expectedVersion, actor);
  const changes = [{ field: `template.${name}`, before: expectedVersion || null, after: stored.version }];
  const operation = "send_personalized_email";
  await tx.audit.add({ actor, operation, clientId: null, requestId, reason: null, changes });
  return { ...emptyAnswer, templates: [describeTemplate(stored)], total: 1 };
}

function describeTemplate({ name, version, subject, body, author, savedAt }: StoredTemplate) {
  return { name, version, subject, body: body.split("\n"), author, savedAt };
}

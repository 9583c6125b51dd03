import { emailSchema, InvalidInputError, instantSchema } from "@cs/models";
import { z } from "zod";
import { type BulkEmail, type NewEmail, type NewTemplateEmail, type Recipients, recipientsOf } from "./email.ts";
import { requestLimits } from "./split-envelopes.ts";

const furthestMs = 72 * 60 * 60 * 1000;

const address = z.object({ email: emailSchema });
const notEmpty = z.string().min(1, "must not be empty");
const label = notEmpty.max(255, "must have at most 255 characters");

const envelope = z
  .object({
    to: z.array(address).min(1, "must name somebody"),
    cc: z.array(address).optional(),
    bcc: z.array(address).optional(),
    messageId: label,
  })
  .refine(isNotTooMany, { error: "must have at most 1,000 recipients, with those of cc and bcc", path: ["to"] })
  .refine(namesNobodyTwice, { error: "must not name an address twice, in cc and bcc neither", path: ["to"] });

const common = z
  .object({
    subject: notEmpty.optional(),
    text: notEmpty.optional(),
    html: notEmpty.optional(),
    templateId: z.string().startsWith("d-", "must be that of a dynamic template, which begins with d-").optional(),
    replyTo: address.optional(),
    categories: z
      .array(label)
      .max(10, "must be at most 10")
      .refine((names) => new Set(names).size === names.length, "must differ")
      .optional(),
    unsubscribeGroupId: z.int("must be a whole number").optional(),
    sendAt: instantSchema.optional(),
  })
  .refine(({ templateId, text, html }) => templateId ?? text ?? html, {
    error: "must be there, or html, or both",
    path: ["text"],
  });

const single = common.and(envelope);
const bulk = common.and(z.object({ envelopes: z.array(envelope).min(1, "must not be empty") }));

/**
 * Throws `InvalidInputError` for what SendGrid would refuse, with the field at fault and without what is in it. In a bulk
 * e-mail one wrong address would otherwise cost all the recipients of its request.
 */
export function checkEmail(email: NewEmail | NewTemplateEmail | BulkEmail, now: number): void {
  const issue = ("envelopes" in email ? bulk : single).safeParse(email).error?.issues[0];
  if (issue) throw wrong(fieldOf(issue.path), issue.message);
  if (email.sendAt !== undefined && Date.parse(email.sendAt) > now + furthestMs) {
    throw wrong("sendAt", "must be at most 72 hours from now");
  }
}

function wrong(field: string, message: string): InvalidInputError {
  return new InvalidInputError(`${field} ${message}.`, { field });
}

/** A path as `envelopes[0].to`. */
function fieldOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .slice(1);
}

function isNotTooMany(recipients: Recipients): boolean {
  return recipientsOf(recipients).length <= requestLimits.recipients;
}

function namesNobodyTwice(recipients: Recipients): boolean {
  const all = recipientsOf(recipients).map(({ email }) => email.toLowerCase());
  return new Set(all).size === all.length;
}

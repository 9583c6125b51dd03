import { type Instant, InvalidInputError } from "@cs/models";
import type { MailContact } from "@cs/persistence";
import { type NextRenewal, nextRenewal } from "../../health/scoring/next-renewal.ts";
import type { OperationContext } from "../../operation/operation.ts";
import { nothingKnown, objectionTo } from "../permissions/objection-to.ts";
import { findRecipients, type Unreachable } from "../recipients/find-recipients.ts";
import { type LoadedTemplate, loadTemplate } from "../template/load-template.ts";
import { isStoredField, storedValue } from "../template/merge-values.ts";
import { bodyText, renderTemplate, subjectLine } from "../template/render-template.ts";
import type { MailingRequest } from "./mail-input.ts";

/** What is to be sent to a contact, or why nothing is. */
export type PreparedMessage = { readonly contact: MailContact } & (
  | { readonly outcome: "ready"; readonly subject: string; readonly body: string }
  | { readonly outcome: "suppressed" | "failed"; readonly reason: string }
);

/** What a call would send. */
export interface PreparedMailing {
  readonly template: LoadedTemplate["stored"];
  readonly messages: readonly PreparedMessage[];
  readonly unreachable: readonly Unreachable[];
  /** When to send; null for at once. */
  readonly sendAt: Instant | null;
}

const longestSubject = 250;
const longestBody = 10_000;
const furthestMs = 72 * 3_600_000;
/** A time this far in the past is a mistake, not a slow clock. */
const latenessMs = 5 * 60_000;

type Context = Pick<OperationContext<"read">, "tx" | "tenant" | "today" | "now">;

/** Who would get what, from what is stored now. Throws `InvalidInputError` for a call that makes no sense. */
export async function prepareMail(request: MailingRequest, context: Context): Promise<PreparedMailing> {
  const sendAt = timeToSend(request.sendAt, context.now);
  const template = await loadTemplate(request, context.tx);
  const { contacts, unreachable } = await findRecipients(request, context);
  const permissions = await context.tx.permissions.of(contacts.map(({ address }) => address));
  const renewals = await renewalsOf(template, contacts, context);
  const messages = contacts.map((contact): PreparedMessage => {
    const objection = objectionTo(request.category, permissions.get(contact.address) ?? nothingKnown);
    if (objection !== null) return { contact, outcome: "suppressed", reason: objection };
    return render(template, request.fields ?? {}, { contact, renewal: renewals.get(contact.clientId) ?? null });
  });
  return { template: template.stored, messages, unreachable, sendAt };
}

function timeToSend(sendAt: Instant | undefined, now: Date): Instant | null {
  if (sendAt === undefined) return null;
  const ahead = Date.parse(sendAt) - now.getTime();
  if (ahead > furthestMs || ahead < -latenessMs) {
    const why = ahead < 0 ? "is over" : "is more than 72 hours ahead";
    throw new InvalidInputError(`sendAt: ${sendAt} ${why}; it is ${now.toISOString()}.`, {
      field: "sendAt",
      hint: "Give a time within 72 hours, or leave it out to send at once.",
    });
  }
  return ahead > 0 ? sendAt : null;
}

/** Terms are read only for templates that speak of them. */
async function renewalsOf(
  { names }: LoadedTemplate,
  contacts: readonly MailContact[],
  { tx, tenant, today }: Context,
): Promise<Map<string, NextRenewal | null>> {
  if (!names.some((name) => name.startsWith("renewal."))) return new Map();
  const clientIds = [...new Set(contacts.map(({ clientId }) => clientId))];
  const facts = await tx.queries.accountFacts({ clientIds, asOf: today, timeZone: tenant.timeZone });
  return new Map(facts.map((each) => [each.clientId, nextRenewal(each, today)]));
}

function render(
  { subject, body }: LoadedTemplate,
  fields: Readonly<Record<string, string>>,
  source: { readonly contact: MailContact; readonly renewal: NextRenewal | null },
): PreparedMessage {
  const { contact } = source;
  const valueFor = (name: string) => {
    if (isStoredField(name)) return storedValue(name, source);
    return (Object.hasOwn(fields, name) && fields[name]?.trim()) || null;
  };
  const [ofSubject, ofBody] = [renderTemplate(subject, valueFor), renderTemplate(body, valueFor)];
  const failed = (reason: string): PreparedMessage => ({ contact, outcome: "failed", reason });
  const missing = [...new Set([...(ofSubject.missing ?? []), ...(ofBody.missing ?? [])])];
  if (ofSubject.missing || ofBody.missing) {
    return failed(`${missing.join(", ")} ${missing.length === 1 ? "has" : "have"} no value and no default`);
  }
  const [line, text] = [subjectLine(ofSubject.text), bodyText(ofBody.text)];
  if (line === "" || text === "") return failed(`the ${line === "" ? "subject" : "body"} is empty`);
  if (line.length > longestSubject) return failed(`the subject has more than ${longestSubject} characters`);
  if (text.length > longestBody) return failed(`the body has more than ${longestBody} characters`);
  return { contact, outcome: "ready", subject: line, body: text };
}

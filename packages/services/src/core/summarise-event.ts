import { formatMoney, type TimelineEventType } from "@cs/models";
import type { TimelineRow } from "@cs/persistence";
import { z } from "zod";

const subscription = z.object({
  product: z.string(),
  seats: z.number().nullable(),
  arr: z.number(),
  currency: z.string(),
});
const invoice = z.object({ amount: z.number(), currency: z.string(), dueOn: z.string() });
const contact = z.object({ roles: z.array(z.string()), title: z.string().nullable() });
const update = z.object({
  actor: z.string(),
  reason: z.string().nullable(),
  changes: z.array(z.object({ field: z.string() })),
});
const stage = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  operation: z.string(),
  actor: z.string(),
});
const health = z.object({ score: z.number().nullable(), band: z.string(), asOf: z.string() });
const churn = z.object({
  type: z.string().nullable(),
  reason: z.string().nullable(),
  effectiveDate: z.string().nullable(),
});
const message = z.object({ category: z.string(), state: z.string(), author: z.string() });
const survey = z.object({ kind: z.string(), score: z.number() });
const ticket = z.object({ priority: z.string().nullable() });
const solved = ticket.extend({ hours: z.number() });
const started = z.object({ type: z.string(), endDate: z.string().nullable() });
const ends = z.object({ type: z.string(), autoRenew: z.boolean().nullable() });

/** One sentence per type of event, from our own words and stored values; never text that a customer wrote. */
const sentences: Record<TimelineEventType, (detail: unknown) => string> = {
  account_registered: () => "Account registered",
  account_updated: (detail) => {
    const { actor, changes } = update.parse(detail);
    return `${changes.map((change) => change.field).join(", ")} changed by ${actor}`;
  },
  stage_changed: (detail) => {
    const { from, to, operation, actor } = stage.parse(detail);
    return `Stage ${from ?? "none"} -> ${to ?? "none"} by ${actor} (${operation})`;
  },
  contact_added: (detail) => `Contact added${rolesText(contact.parse(detail).roles)}`,
  contact_departed: (detail) => `Contact left${rolesText(contact.parse(detail).roles)}`,
  contract_started: (detail) => {
    const { type, endDate } = started.parse(detail);
    return `Contract (${type}) started, ${endDate === null ? "open-ended" : `renewal on ${endDate}`}`;
  },
  contract_ends: (detail) => {
    const { type, autoRenew } = ends.parse(detail);
    const renewal =
      autoRenew === null ? "renewal terms unknown" : autoRenew ? "renews by itself" : "does not renew by itself";
    return `Contract (${type}) term ends, ${renewal}`;
  },
  subscription_started: (detail) => `Subscription started: ${lineText(detail)}`,
  subscription_ended: (detail) => `Subscription ended: ${lineText(detail)}`,
  ticket_created: (detail) => `${ticket.parse(detail).priority ?? "Unprioritised"} ticket created`,
  ticket_solved: (detail) => {
    const { priority, hours } = solved.parse(detail);
    return `${priority ?? "Unprioritised"} ticket solved after ${hours} h`;
  },
  survey_answered: (detail) => {
    const { kind, score } = survey.parse(detail);
    return `${kind.toUpperCase()} answered with ${score}`;
  },
  invoice_issued: (detail) => `Invoice of ${invoiceText(detail)} issued, due ${invoice.parse(detail).dueOn}`,
  invoice_paid: (detail) => `Invoice of ${invoiceText(detail)} paid, was due ${invoice.parse(detail).dueOn}`,
  churn_recorded: (detail) => {
    const { type, reason, effectiveDate } = churn.parse(detail);
    const when = effectiveDate === null ? "no effective date" : `effective ${effectiveDate}`;
    return `Churn recorded: ${type ?? "type unknown"}, reason ${reason ?? "unknown"}, ${when}`;
  },
  health_scored: (detail) => {
    const { score, band, asOf } = health.parse(detail);
    return `Health for ${asOf}: ${score === null ? band : `${score.toFixed(1)} (${band})`}`;
  },
  message_sent: (detail) => {
    const { category, state, author } = message.parse(detail);
    return `E-mail (${category}) from ${author}, ${state}`;
  },
};

/** What happened, in one sentence. */
export function summariseEvent({ type, detail }: Pick<TimelineRow, "type" | "detail">): string {
  return sentences[type](detail);
}

function rolesText(roles: readonly string[]): string {
  return roles.length > 0 ? ` (${roles.join(", ")})` : "";
}

function lineText(detail: unknown): string {
  const { product, seats, arr, currency } = subscription.parse(detail);
  return `${product}, ${seats ?? "unknown"} seats, ARR ${formatMoney(arr, currency)}`;
}

function invoiceText(detail: unknown): string {
  const { amount, currency } = invoice.parse(detail);
  return formatMoney(amount, currency);
}

import type { Instant } from "../values/instant.ts";

export const timelineEventTypes = [
  "account_registered",
  "account_updated",
  "stage_changed",
  "contact_added",
  "contact_departed",
  "contract_started",
  "contract_ends",
  "subscription_started",
  "subscription_ended",
  "ticket_created",
  "ticket_solved",
  "survey_answered",
  "invoice_issued",
  "invoice_paid",
  "churn_recorded",
  "health_scored",
  "message_sent",
] as const;
export type TimelineEventType = (typeof timelineEventTypes)[number];

/** Something that happened at an account, with the fact that proves it. */
export interface TimelineEvent {
  readonly type: TimelineEventType;
  readonly occurredAt: Instant;
  /** One sentence in the product's words; customer-written text is never part of it. */
  readonly summary: string;
  /** Text that a customer wrote, untrusted; null when there is none. */
  readonly customerText: string | null;
  readonly source: string;
  /** Id of the fact in its source. */
  readonly sourceRef: string;
}

import type {
  ClientId,
  Instant,
  MailEventKind,
  MessageCategory,
  MessageState,
  SuppressionReason,
  SuppressionScope,
  Vendor,
} from "@cs/models";
import type { Generated } from "kysely";
import type { TenantRow } from "./tenant-row.ts";

/** Versions of templates; the newest of each name holds. */
export interface MessageTemplateTable extends TenantRow {
  name: string;
  /** From 1 on. */
  version: number;
  subject: string;
  body: string;
  author: string;
  saved_at: Generated<Instant>;
}

/** One e-mail to one address. */
export interface MessageTable extends TenantRow {
  message_id: string;
  /** The call that made it. */
  batch_id: string;
  client_id: ClientId;
  /** The contact, as its source names it. */
  contact_source: string;
  contact_id: string;
  /** In lower case. */
  address: string;
  category: MessageCategory;
  template_name: string | null;
  template_version: number | null;
  /** As it is read; null of what was suppressed or could not be rendered. */
  subject: string | null;
  body: string | null;
  state: MessageState;
  reason: string | null;
  provider: Vendor | null;
  provider_message_id: string | null;
  send_at: Instant;
  author: string;
  created_at: Generated<Instant>;
  /** When the provider took it. */
  sent_at: Instant | null;
}

/** What a provider told of messages; each event once. */
export interface DeliveryEventTable extends TenantRow {
  provider: Vendor;
  event_id: string;
  /** Null for mail that was not sent from here. */
  message_id: string | null;
  address: string;
  kind: MailEventKind;
  reason: string | null;
  occurred_at: Instant;
  received_at: Generated<Instant>;
}

/** Addresses that are not written to; of each scope and reason the row that took effect last holds. */
export interface SuppressionTable extends TenantRow {
  suppression_id: string;
  address: string;
  scope: SuppressionScope;
  reason: SuppressionReason;
  /** Whether this row ends the suppression. */
  lifted: boolean;
  /** The provider, or who asked for it. */
  source: string;
  note: string | null;
  effective_at: Instant;
  recorded_at: Generated<Instant>;
}

/** What people agreed to be sent; of each category the row that took effect last holds. */
export interface ConsentTable extends TenantRow {
  consent_id: string;
  address: string;
  category: MessageCategory;
  /** False withdraws it. */
  given: boolean;
  /** Where it was given, as a form. */
  source: string;
  author: string;
  effective_at: Instant;
  recorded_at: Generated<Instant>;
}

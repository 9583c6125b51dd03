import type { ClientId, Instant } from "@cs/models";
import type { Generated } from "kysely";
import type { LeftOutReason } from "../repositories/contacts/remote-contacts.ts";
import type { UnmatchedReason } from "../repositories/support/remote-tickets.ts";
import type { TenantRow } from "./tenant-row.ts";

/** What is known of a ticket of a help desk besides its facts. */
export interface RemoteTicketTable extends TenantRow {
  source: string;
  external_id: string;
  /** The id of the ticket here, when it was made here. */
  own_id: string | null;
  /** The account it was found for; null where there is none. */
  client_id: ClientId | null;
  unmatched: UnmatchedReason | null;
  organization_id: string | null;
  requester_domain: string | null;
  /** When it was changed there; an older state never replaces a newer one. */
  updated_at: Instant;
  /** When the event occurred that told of it, more exactly; null when it was read. */
  stated_at: Instant | null;
  recorded_at: Generated<Instant>;
}

/** What is known of a contact of another system besides its facts. */
export interface RemoteContactTable extends TenantRow {
  source: string;
  external_id: string;
  /** The id of the contact here, when it was registered here. */
  own_id: string | null;
  /** The account it was found for; null where there is none. */
  client_id: ClientId | null;
  left_out: LeftOutReason | null;
  /** What its companies are known as there; null where they are not known. */
  company_ids: readonly string[] | null;
  email_domain: string | null;
  /** When it was changed there; an older state never replaces a newer one. */
  updated_at: Instant;
  /** The same, more exactly; null when it was read. */
  stated_at: Instant | null;
  /** When it was removed there; the contact here stays. */
  removed_at: Instant | null;
  recorded_at: Generated<Instant>;
}

/** How far reading a stream of another system has come. */
export interface SyncCursorTable extends TenantRow {
  source: string;
  stream: string;
  /** Everything that was changed before is stored; null before the first run has ended. */
  synced_at: Instant | null;
  /** From when on all changes were read; null for all there are. */
  complete_since: Instant | null;
  /** When the run that is under way began; null between two runs. */
  began_at: Instant | null;
  /** The run reads what was changed from then on; null for everything. */
  since: Instant | null;
  /** Of the next page, as the other system named it; null for the first. */
  cursor: string | null;
  advanced_at: Generated<Instant>;
  /** What the last run did so far. */
  read: Generated<number>;
  written: Generated<number>;
  unchanged: Generated<number>;
  unmatched: Generated<number>;
}

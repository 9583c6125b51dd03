import type { Instant } from "@cs/models";
import type { Generated, JSONColumnType } from "kysely";
import type { TenantRow } from "./tenant-row.ts";

/** Effects to deliver outside. */
export interface OutboxTable extends TenantRow {
  /** Follows from tenant, destination and key. */
  outbox_id: string;
  destination: string;
  key: string;
  type: string;
  payload: JSONColumnType<object>;
  state: Generated<"pending" | "delivered" | "dead">;
  /** Attempts that have begun. */
  attempts: Generated<number>;
  /** The newest attempt of which it is known what became of it. */
  settled_attempts: Generated<number>;
  /** When it is due; while a relay has it, when that relay counts as dead. */
  next_attempt_at: Generated<Instant>;
  last_error: string | null;
  /** What is delivered in order, by `place`; null for what stands alone. */
  line: string | null;
  place: number | null;
  created_at: Generated<Instant>;
  delivered_at: Instant | null;
}

/** Events from outside, each with what came of it. */
export interface InboxTable extends TenantRow {
  consumer: string;
  source: string;
  event_id: string;
  /** What the event is about, by the sender's id. */
  subject: string;
  occurred_at: Instant;
  received_at: Generated<Instant>;
  outcome: JSONColumnType<object>;
}

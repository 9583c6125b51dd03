import type { CalendarDate, ClientId, Instant } from "@cs/models";
import type { Generated } from "kysely";
import type { TenantRow } from "./tenant-row.ts";

/** One partition per month of `occurred_at`; the content hash stands with the key. */
export interface UsageEventTable extends TenantRow {
  client_id: ClientId;
  source: string;
  external_id: string;
  occurred_at: Instant;
  feature: string;
  quantity: number;
  duration_seconds: number | null;
  errors: number | null;
  user_ref: string | null;
  recorded_at: Generated<Instant>;
}

/** Ids of the events over all months: what tells a new event from a repeated one, and where to find it. */
export interface UsageEventKeyTable extends TenantRow {
  source: string;
  external_id: string;
  client_id: ClientId;
  occurred_at: Instant;
  content_hash: string;
}

/** Sums of the events of a day in the tenant's zone, kept by the transaction that writes the events. */
export interface UsageDailyTable extends TenantRow {
  client_id: ClientId;
  day: CalendarDate;
  feature: string;
  /** 0 when every event of the day counts nothing. */
  events: number;
  /** Null when no event says how many there were. */
  errors: number | null;
  /** When the newest of the events arrived. */
  recorded_at: Instant;
}

/** Who used an account on a day, for counts of distinct users over any days. */
export interface UsageUserDayTable extends TenantRow {
  client_id: ClientId;
  day: CalendarDate;
  user_ref: string;
}

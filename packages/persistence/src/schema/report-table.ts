import type { CalendarDate, ClientId, Instant } from "@cs/models";
import type { Generated, JSONColumnType } from "kysely";
import type { TenantRow } from "./tenant-row.ts";

/** Reports about one account, one segment, or the whole portfolio when both ids are null. */
export interface ReportTable extends TenantRow {
  report_id: string;
  client_id: ClientId | null;
  segment_id: string | null;
  from_day: CalendarDate;
  to_day: CalendarDate;
  title: string;
  document: JSONColumnType<object>;
  format: "json" | "markdown" | "html" | "csv";
  content: string;
  created_by: string;
  created_at: Generated<Instant>;
}

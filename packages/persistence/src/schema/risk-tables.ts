import type { CalendarDate, ClientId, Instant, RiskLevel, RiskStatus } from "@cs/models";
import type { Generated } from "kysely";
import type { TenantRow } from "./tenant-row.ts";

/** Versions of risks of accounts; the newest of each factor holds. */
export interface RiskRegisterTable extends TenantRow {
  client_id: ClientId;
  factor: string;
  /** From 1 on. */
  version: number;
  status: RiskStatus;
  owner: string | null;
  mitigation: string | null;
  due_on: CalendarDate | null;
  /** What the stored facts said when it was recorded. */
  level: RiskLevel;
  value: number | null;
  as_of: CalendarDate;
  author: string;
  recorded_at: Generated<Instant>;
}

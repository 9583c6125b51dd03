import type { CalendarDate, ClientId, Instant, SegmentDefinition, SegmentEvaluation } from "@cs/models";
import type { Generated, JSONColumnType } from "kysely";
import type { TenantRow } from "./tenant-row.ts";

/** Versions of segments; the newest is in force. */
export interface SegmentVersionTable extends TenantRow {
  segment_id: string;
  version: number;
  name: string;
  definition: JSONColumnType<SegmentDefinition>;
  defined_by: string;
  defined_at: Generated<Instant>;
}

export interface SegmentEvaluationTable extends TenantRow {
  evaluation_id: string;
  segment_id: string;
  version: number;
  as_of: CalendarDate;
  /** SHA-256 of the definition and of everything that was read for it. */
  input_hash: string;
  result: JSONColumnType<SegmentEvaluation>;
  evaluated_by: string;
  evaluated_at: Generated<Instant>;
}

/** A membership lasts from the evaluation that found it to the one that no longer did. */
export interface SegmentMembershipTable extends TenantRow {
  segment_id: string;
  client_id: ClientId;
  group_name: string;
  entered_by: string;
  left_by: string | null;
}

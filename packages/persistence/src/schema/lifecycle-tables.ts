import type { CalendarDate, ClientId, Instant, LifecycleStage } from "@cs/models";
import type { Generated } from "kysely";
import type { TenantRow } from "./tenant-row.ts";

/** Changes of stage, by whatever wrote them. */
export interface LifecycleTransitionTable extends TenantRow {
  transition_id: string;
  client_id: ClientId;
  from_stage: LifecycleStage | null;
  to_stage: LifecycleStage | null;
  /** Null when a source delivered the stage: it does not say since when. */
  entered_on: CalendarDate | null;
  operation: string;
  actor: string;
  reason: string | null;
  recorded_at: Generated<Instant>;
}

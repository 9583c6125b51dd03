import type { CalendarDate, ClientId, Instant, LifecycleStage, Milestone } from "@cs/models";
import type { Generated, JSONColumnType } from "kysely";
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

/** Versions of milestones; the newest of each is in force unless it is retired. */
export interface MilestoneTable extends TenantRow {
  milestone_id: string;
  version: number;
  definition: JSONColumnType<Milestone>;
  retired: boolean;
  published_at: Generated<Instant>;
}

/** Milestones that accounts have reached; of several days the earliest holds. */
export interface MilestoneAchievementTable extends TenantRow {
  client_id: ClientId;
  milestone_id: string;
  version: number;
  achieved_on: CalendarDate;
  recorded_at: Generated<Instant>;
}

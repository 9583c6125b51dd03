import type {
  CalendarDate,
  ClientId,
  Instant,
  MeasureObservations,
  ScoreBand,
  Scorecard,
  ScorecardRules,
  ScoreOverride,
} from "@cs/models";
import type { Generated, JSONColumnType } from "kysely";
import type { TenantRow } from "./tenant-row.ts";

export interface ScorecardTable extends TenantRow {
  scorecard_id: string;
  version: number;
  definition: JSONColumnType<Scorecard>;
  published_at: Generated<Instant>;
}

/** Versions of the rules that pick a scorecard; the newest is in force. */
export interface ScorecardRulesTable extends TenantRow {
  version: number;
  rules: JSONColumnType<ScorecardRules>;
  published_at: Generated<Instant>;
}

/** What was known of an account for a day, at a time: a new row for each time it was found to be something else. */
export interface MeasureObservationTable extends TenantRow {
  observation_id: string;
  client_id: ClientId;
  as_of: CalendarDate;
  recorded_at: Instant;
  content_hash: string;
  observations: JSONColumnType<MeasureObservations>;
}

export interface HealthSnapshotTable extends TenantRow {
  snapshot_id: string;
  client_id: ClientId;
  as_of: CalendarDate;
  scorecard_id: string;
  scorecard_version: number;
  input_hash: string;
  score: number | null;
  band: string;
  /** The whole result, so that a stored score explains itself without being computed again. */
  result: JSONColumnType<object>;
  computed_at: Generated<Instant>;
  observation_id: string;
  previous_band: ScoreBand | null;
  override: JSONColumnType<ScoreOverride> | null;
}

/** Which snapshot stands for an account on a day: the one that was computed last under the scorecard in force. */
export interface HealthStandingTable extends TenantRow {
  client_id: ClientId;
  as_of: CalendarDate;
  snapshot_id: string;
  /** Those of the snapshot, for lists. */
  score: number | null;
  band: string;
  standing_since: Generated<Instant>;
}

/** Scores set by people. The newest one set on or before a day counts on it; one that expires at once ends it. */
export interface ScoreOverrideTable extends TenantRow {
  override_id: string;
  client_id: ClientId;
  score: number;
  reason: string;
  author: string;
  set_on: CalendarDate;
  expires_on: CalendarDate;
  recorded_at: Generated<Instant>;
}

/** How far each run over all accounts has come. */
export interface RescoringRunTable extends TenantRow {
  run_id: string;
  as_of: CalendarDate;
  last_client_id: ClientId | null;
  visited: Generated<number>;
  scored: Generated<number>;
  started_at: Generated<Instant>;
  finished_at: Instant | null;
}

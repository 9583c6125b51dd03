import type { CalendarDate, ChurnModelKind, ChurnPrediction, ClientId, Instant, TrainedHorizon } from "@cs/models";
import type { Generated, JSONColumnType } from "kysely";
import type { TenantRow } from "./tenant-row.ts";

/** Back-tests with the models they trained; the newest is in force. */
export interface ChurnModelTable extends TenantRow {
  model_id: string;
  kind: ChurnModelKind;
  first_day: CalendarDate;
  last_day: CalendarDate;
  watched_until: CalendarDate;
  account_months: number;
  accounts: number;
  leavers: number;
  leads: JSONColumnType<readonly object[]>;
  horizons: JSONColumnType<readonly TrainedHorizon[]>;
  author: string;
  created_at: Generated<Instant>;
}

/** What was said of an account on a day; a new row for each time that it followed from something else. */
export interface ChurnPredictionTable extends TenantRow {
  prediction_id: string;
  client_id: ClientId;
  as_of: CalendarDate;
  horizon_months: number;
  model_id: string | null;
  input_hash: string;
  probability: number | null;
  result: JSONColumnType<ChurnPrediction>;
  author: string;
  predicted_at: Generated<Instant>;
}

/** How far a back-test has come, and how it ended. */
export interface BacktestRunTable extends TenantRow {
  run_id: string;
  author: string;
  step: Generated<"reading" | "testing">;
  done: Generated<number>;
  total: Generated<number>;
  started_at: Generated<Instant>;
  ended_at: Instant | null;
  model_id: string | null;
  failure: string | null;
}

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

/** Columns of every table that holds a tenant's data. */
interface TenantRow {
  tenant_id: string;
}

/** Columns of every fact that a source delivered. */
interface FactRow extends TenantRow {
  client_id: ClientId;
  source: string;
  external_id: string;
  /** SHA-256 of the delivered fact; tells a repeated delivery from a changed one. */
  content_hash: string;
  first_recorded_at: Generated<Instant>;
  /** When its present content arrived. */
  recorded_at: Generated<Instant>;
}

export interface TenantTable {
  tenant_id: string;
  name: string;
  time_zone: string;
  reporting_currency: string;
  /** The day on which a demo portfolio stands still; null for real data. */
  demo_as_of: CalendarDate | null;
  created_at: Generated<Instant>;
}

export interface AccountTable extends TenantRow {
  client_id: ClientId;
  client_name: string;
  domains: string[];
  industry: string | null;
  country: string | null;
  plan_tier: string | null;
  segment: string | null;
  touch_model: string | null;
  csm: string | null;
  lifecycle_stage: string | null;
  customer_since: CalendarDate | null;
  version: Generated<number>;
  created_at: Generated<Instant>;
  updated_at: Generated<Instant>;
  deleted_at: Instant | null;
}

export interface ExternalRefTable extends TenantRow {
  source: string;
  external_id: string;
  client_id: ClientId;
  /** Hash of the profile as last delivered; null when the reference was made by hand. */
  content_hash: string | null;
  recorded_at: Generated<Instant>;
}

export interface ContactTable extends FactRow {
  full_name: string;
  email: string | null;
  title: string | null;
  roles: string[];
  departed_on: CalendarDate | null;
}

export interface ContractTable extends FactRow {
  type: string;
  start_date: CalendarDate;
  end_date: CalendarDate | null;
  notice_days: number | null;
  auto_renew: boolean | null;
}

export interface SubscriptionTable extends FactRow {
  product: string;
  start_date: CalendarDate;
  end_date: CalendarDate | null;
  seats: number | null;
  arr: number;
  currency: string;
  auto_renew: boolean | null;
}

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

export interface TicketTable extends FactRow {
  subject: string | null;
  priority: string | null;
  status: string;
  created_at: Instant;
  first_replied_at: Instant | null;
  solved_at: Instant | null;
  escalated: boolean;
}

export interface SurveyResponseTable extends FactRow {
  kind: string;
  score: number;
  responded_at: Instant;
  comment: string | null;
}

export interface InvoiceTable extends FactRow {
  issued_on: CalendarDate;
  due_on: CalendarDate;
  paid_on: CalendarDate | null;
  amount: number;
  currency: string;
  status: string;
}

export interface ChurnEventTable extends FactRow {
  notice_date: CalendarDate | null;
  decision_date: CalendarDate | null;
  effective_date: CalendarDate | null;
  type: string | null;
  reason: string | null;
  note: string | null;
}

export interface DataCoverageTable extends TenantRow {
  source: string;
  kind: string;
  covers_from: CalendarDate;
  covers_to: CalendarDate;
  recorded_at: Generated<Instant>;
}

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

export interface IdempotencyKeyTable extends TenantRow {
  operation: string;
  key: string;
  request_hash: string;
  response: JSONColumnType<object> | null;
  created_at: Generated<Instant>;
}

export interface AuditEntryTable extends TenantRow {
  audit_id: string;
  occurred_at: Generated<Instant>;
  actor: string;
  operation: string;
  client_id: ClientId | null;
  request_id: string;
  reason: string | null;
  changes: JSONColumnType<object>;
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

/** The chain over the audit log. An entry may be pruned; its seal stays. */
export interface AuditSealTable extends TenantRow {
  position: number;
  audit_id: string;
  entry_hash: string;
  previous_hash: string;
  seal_hash: string;
  sealed_at: Generated<Instant>;
}

/** Every table by name, as Kysely sees the `cs` schema. */
export interface Tables {
  tenants: TenantTable;
  accounts: AccountTable;
  external_refs: ExternalRefTable;
  contacts: ContactTable;
  contracts: ContractTable;
  subscriptions: SubscriptionTable;
  usage_events: UsageEventTable;
  usage_event_keys: UsageEventKeyTable;
  usage_daily: UsageDailyTable;
  usage_users_daily: UsageUserDayTable;
  tickets: TicketTable;
  survey_responses: SurveyResponseTable;
  invoices: InvoiceTable;
  churn_events: ChurnEventTable;
  data_coverage: DataCoverageTable;
  scorecards: ScorecardTable;
  scorecard_rules: ScorecardRulesTable;
  measure_observations: MeasureObservationTable;
  health_snapshots: HealthSnapshotTable;
  health_standings: HealthStandingTable;
  score_overrides: ScoreOverrideTable;
  rescoring_runs: RescoringRunTable;
  idempotency_keys: IdempotencyKeyTable;
  audit_entries: AuditEntryTable;
  audit_seals: AuditSealTable;
}

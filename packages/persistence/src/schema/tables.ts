import type { CalendarDate, ClientId, Instant, LifecycleStage, Scope } from "@cs/models";
import type { Generated, GeneratedAlways, JSONColumnType } from "kysely";
import type { BacktestRunTable, ChurnModelTable, ChurnPredictionTable } from "./churn-tables.ts";
import type { ConfirmationTable } from "./confirmation-table.ts";
import type { InboxTable, OutboxTable } from "./event-tables.ts";
import type {
  HealthSnapshotTable,
  HealthStandingTable,
  MeasureObservationTable,
  RescoringRunTable,
  ScorecardRulesTable,
  ScorecardTable,
  ScoreOverrideTable,
} from "./health-tables.ts";
import type { LifecycleTransitionTable, MilestoneAchievementTable, MilestoneTable } from "./lifecycle-tables.ts";
import type {
  ConsentTable,
  DeliveryEventTable,
  MessageTable,
  MessageTemplateTable,
  SuppressionTable,
} from "./mail-tables.ts";
import type { RemoteContactTable, RemoteTicketTable, SyncCursorTable } from "./remote-tables.ts";
import type { ReportTable } from "./report-table.ts";
import type { RiskRegisterTable } from "./risk-tables.ts";
import type { SegmentEvaluationTable, SegmentMembershipTable, SegmentVersionTable } from "./segment-tables.ts";
import type { TenantRow } from "./tenant-row.ts";
import type { TicketCommentTable, TicketLogTable, TicketRemoteTable } from "./ticket-tables.ts";
import type { UsageDailyTable, UsageEventKeyTable, UsageEventTable, UsageUserDayTable } from "./usage-tables.ts";

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
  /** The name in lower case, to sort and search by. */
  name_key: GeneratedAlways<string>;
  domains: string[];
  industry: string | null;
  country: string | null;
  plan_tier: string | null;
  segment: string | null;
  touch_model: string | null;
  csm: string | null;
  lifecycle_stage: LifecycleStage | null;
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

/** The chain over the audit log. An entry may be pruned; its seal stays. */
export interface AuditSealTable extends TenantRow {
  position: number;
  audit_id: string;
  entry_hash: string;
  previous_hash: string;
  seal_hash: string;
  sealed_at: Generated<Instant>;
}

export interface ApiKeyTable extends TenantRow {
  key_id: string;
  name: string;
  /** SHA-256 of the key in hexadecimal; the key itself is nowhere. */
  key_hash: string;
  scopes: Scope[];
  created_by: string;
  created_at: Generated<Instant>;
  last_used_at: Instant | null;
  revoked_at: Instant | null;
}

/** Every table by name, as Kysely sees the `cs` schema. */
export interface Tables {
  tenants: TenantTable;
  accounts: AccountTable;
  external_refs: ExternalRefTable;
  lifecycle_transitions: LifecycleTransitionTable;
  milestones: MilestoneTable;
  milestone_achievements: MilestoneAchievementTable;
  contacts: ContactTable;
  contracts: ContractTable;
  subscriptions: SubscriptionTable;
  usage_events: UsageEventTable;
  usage_event_keys: UsageEventKeyTable;
  usage_daily: UsageDailyTable;
  usage_users_daily: UsageUserDayTable;
  tickets: TicketTable;
  ticket_comments: TicketCommentTable;
  ticket_log: TicketLogTable;
  ticket_remotes: TicketRemoteTable;
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
  confirmations: ConfirmationTable;
  audit_entries: AuditEntryTable;
  audit_seals: AuditSealTable;
  outbox: OutboxTable;
  inbox: InboxTable;
  api_keys: ApiKeyTable;
  segment_versions: SegmentVersionTable;
  segment_evaluations: SegmentEvaluationTable;
  segment_memberships: SegmentMembershipTable;
  reports: ReportTable;
  risk_register: RiskRegisterTable;
  churn_models: ChurnModelTable;
  churn_predictions: ChurnPredictionTable;
  backtest_runs: BacktestRunTable;
  message_templates: MessageTemplateTable;
  messages: MessageTable;
  delivery_events: DeliveryEventTable;
  suppressions: SuppressionTable;
  consents: ConsentTable;
  remote_tickets: RemoteTicketTable;
  remote_contacts: RemoteContactTable;
  sync_cursors: SyncCursorTable;
}

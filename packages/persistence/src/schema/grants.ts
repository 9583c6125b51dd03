import type { Tables } from "./tables.ts";

type Privilege = "SELECT" | "INSERT" | "UPDATE" | "DELETE";

const appendOnly = ["SELECT", "INSERT"] as const;
const changeable = ["SELECT", "INSERT", "UPDATE"] as const;
const expiring = [...changeable, "DELETE"] as const;

/**
 * What the application role may do with each table. Facts and logs are append-only; only what expires may be deleted,
 * and policies keep it until then. Partitions have no rights of their own: the application reaches them through their
 * table.
 */
export const grants = {
  tenants: changeable,
  accounts: changeable,
  external_refs: changeable,
  lifecycle_transitions: appendOnly,
  milestones: appendOnly,
  milestone_achievements: appendOnly,
  contacts: changeable,
  contracts: changeable,
  subscriptions: changeable,
  usage_events: appendOnly,
  usage_event_keys: appendOnly,
  usage_daily: changeable,
  usage_users_daily: appendOnly,
  tickets: changeable,
  ticket_comments: appendOnly,
  ticket_log: appendOnly,
  ticket_remotes: changeable,
  survey_responses: appendOnly,
  invoices: changeable,
  churn_events: appendOnly,
  data_coverage: changeable,
  scorecards: appendOnly,
  scorecard_rules: appendOnly,
  measure_observations: appendOnly,
  health_snapshots: appendOnly,
  health_standings: changeable,
  score_overrides: appendOnly,
  rescoring_runs: expiring,
  idempotency_keys: expiring,
  confirmations: ["SELECT", "INSERT", "DELETE"],
  audit_entries: appendOnly,
  audit_seals: appendOnly,
  outbox: expiring,
  inbox: appendOnly,
  api_keys: changeable,
  segment_versions: appendOnly,
  segment_evaluations: appendOnly,
  segment_memberships: changeable,
  reports: appendOnly,
  risk_register: appendOnly,
  churn_models: appendOnly,
  churn_predictions: appendOnly,
  backtest_runs: changeable,
  message_templates: appendOnly,
  messages: changeable,
  delivery_events: appendOnly,
  suppressions: appendOnly,
  consents: appendOnly,
  remote_tickets: changeable,
  remote_contacts: changeable,
  sync_cursors: changeable,
} as const satisfies Record<keyof Tables, readonly Privilege[]>;

/** Functions with the rights of the owner that the application role may call; nobody else may. */
export const functionGrants = [
  "add_usage_months",
  "claim_outbox",
  "find_api_key",
  "has_api_keys",
  "prune_audit_entries",
  "redeliver_outbox",
  "settle_outbox",
] as const;

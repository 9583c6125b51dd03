import type { Tables } from "./tables.ts";

/** What a row of each table is, for `docs/database-schema.md`. */
export const tableDescriptions: Readonly<Record<keyof Tables, string>> = {
  tenants: "A company that uses the product, with the time zone of its days and the currency of its totals.",
  accounts: "A customer of the tenant, with the profile that is in force.",
  external_refs: "What a source calls an account; a source and its id name one account.",
  contacts: "A person at an account.",
  contracts: "A contract and its term.",
  subscriptions: "A product that is paid for over a term, with its recurring revenue in minor units.",
  usage_events: "Something that happened in the product; recorded once and never changed.",
  tickets: "A support ticket in its present state.",
  survey_responses: "An answer to a survey; recorded once and never changed.",
  invoices: "An invoice in its present state, in minor units.",
  churn_events: "A loss or reduction as it was announced or decided; recorded once and never changed.",
  data_coverage: "For which days a source has delivered a kind of fact, so that nothing can be told from not known.",
  scorecards: "A published version of a scorecard.",
  scorecard_rules: "A published version of the rules that pick an account's scorecard; the newest is in force.",
  measure_observations: "What was known of an account for a day, at a time.",
  health_snapshots: "A computed score with the whole explanation and what it follows from.",
  health_standings: "Which snapshot stands for an account on a day.",
  score_overrides: "A score that a person set, with reason and end.",
  rescoring_runs: "How far each run over all accounts has come; written with the scores of each batch.",
  idempotency_keys: "A call that was made with a key, and its response.",
  audit_entries: "Who changed what, when and why; written in the transaction of the change.",
  audit_seals: "A link of the chain over the audit log; it stays when its entry is pruned.",
};

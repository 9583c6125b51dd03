import type { Tables } from "./tables.ts";

/** What a row of each table is, for `docs/database-schema.md`. */
export const tableDescriptions: Readonly<Record<keyof Tables, string>> = {
  tenants: "A company that uses the product, with the time zone of its days and the currency of its totals.",
  accounts: "A customer of the tenant, with the profile that is in force.",
  external_refs: "What a source calls an account; a source and its id name one account.",
  lifecycle_transitions: "A change of an account's stage, with who made it and why; whatever wrote it.",
  milestones: "A published version of a milestone of adoption, or of its end; the newest is in force.",
  milestone_achievements: "A day on which an account is known to have reached a milestone; the earliest holds.",
  contacts: "A person at an account.",
  contracts: "A contract and its term.",
  subscriptions: "A product that is paid for over a term, with its recurring revenue in minor units.",
  usage_events: "Something that happened in the product; recorded once and never changed.",
  usage_event_keys: "The id of an event over all months: what tells a new event from a repeated one.",
  usage_daily: "The events of a day in the tenant's zone, by account and feature.",
  usage_users_daily: "Who used an account on a day.",
  tickets: "A support ticket in its present state.",
  ticket_comments:
    "What was said on a ticket, to the requester or as a note; names, e-mail addresses and bodies are personal data, and an " +
    "erasure has to cover them.",
  ticket_log:
    "Something that happened to a ticket, in order; subjects and actors may be personal data, and an erasure has to cover them.",
  ticket_remotes:
    "A ticket at a vendor as it was when both sides last exchanged it; the subject may be personal data, and an erasure has " +
    "to cover it.",
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
  confirmations:
    "A call that was shown and may be confirmed once, within ten minutes; only the hash of its token is kept.",
  audit_entries: "Who changed what, when and why; written in the transaction of the change.",
  api_keys: "A key of a program or a person over HTTP; only its hash is kept.",
  audit_seals: "A link of the chain over the audit log; it stays when its entry is pruned.",
  outbox: "An effect to deliver outside, stored by the transaction that causes it; a key is one effect.",
  segment_versions: "A version of the definition of a segment; never changed.",
  segment_evaluations: "What a version of a segment came to on a day, with the model it keeps.",
  segment_memberships:
    "An account in a group of a segment, from one evaluation until another; open while it is a member.",
  reports: "A report as it was made, with the text that it was rendered to; never changed.",
  risk_register: "A version of a risk of an account and what is done about it; the newest of each factor holds.",
  churn_models: "A back-test over stored history, with the churn models it trained; the newest is in force.",
  churn_predictions: "What was predicted of an account on a day, with its evidence; never changed.",
  backtest_runs: "How far each back-test has come, and how it ended.",
  message_templates: "A version of a template of messages; the newest of each name holds.",
  messages:
    "An e-mail to a contact as it was rendered, and how far it has come; personal: address, subject and body are to be erased with the contact.",
  delivery_events:
    "What the provider told of a message, each event once; personal: the address and what the provider said of it.",
  suppressions:
    "An address that is not written to, or is again; the last row of each scope and reason holds. Personal, and to be kept as a hash when the contact is erased.",
  consents: "What somebody agreed to be sent, or no longer; the last row of each category holds. Personal.",
  remote_tickets:
    "A ticket of a help desk: how new its stored state is, and which account it was found for, or why none. It names no person.",
  remote_contacts:
    "A contact of another system: how new its stored state is, and which account it was found for, or why none. Its id is that " +
    "of a person: an erasure has to cover it.",
  sync_cursors: "How far reading from another system has come; written with what was read.",
  inbox: "An event from outside that a consumer has dealt with, and what came of it.",
};

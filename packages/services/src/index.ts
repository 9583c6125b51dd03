export { apiKeyHash, apiKeyPrefix } from "./access/api-key.ts";
export { type ApiKeyRequest, createApiKey, revokeApiKey } from "./access/manage-api-keys.ts";
export type { AuditCheckpoint, AuditFault, AuditFaultKind, AuditReport } from "./audit/audit-report.ts";
export { loadCheckpoint } from "./audit/load-checkpoint.ts";
export { type PruneAuditOptions, pruneAudit } from "./audit/prune-audit.ts";
export { sealAudit } from "./audit/seal-audit.ts";
export { verifyAudit } from "./audit/verify-audit.ts";
export { mailDestination, messageOfEffect } from "./communication/delivery/mail-effect.ts";
export { type OutgoingMail, openMail } from "./communication/delivery/open-mail.ts";
export { type TakenEvents, takeDeliveryEvents } from "./communication/delivery/take-delivery-events.ts";
export {
  type PermissionChange,
  recordConsent,
  suppress,
  unsuppress,
} from "./communication/permissions/change-permissions.ts";
export { nothingKnown, objectionTo } from "./communication/permissions/objection-to.ts";
export type { ContactReport } from "./core/remote-contacts/contact-report.ts";
export type { ContactPage, ContactSource } from "./core/remote-contacts/contact-source.ts";
export type { RemoteContact, TakenContact } from "./core/remote-contacts/remote-contact.ts";
export { type SyncContactsOptions, syncContacts } from "./core/remote-contacts/sync-contacts.ts";
export {
  type ContactEvent,
  type TakeContactEventOptions,
  takeContactEvent,
} from "./core/remote-contacts/take-contact-event.ts";
export { takeRemoteContacts } from "./core/remote-contacts/take-remote-contacts.ts";
export { type Acceptance, type AcceptOptions, acceptEvent } from "./events/accept-event.ts";
export { eventSubscriptions, type SubscriptionOptions } from "./events/event-subscriptions.ts";
export { eventDestination, eventOfEffect } from "./events/publish-event.ts";
export { createExportFolder, type ExportFolder, type StoredFile } from "./exports/export-folder.ts";
export { describeHealth } from "./health/outputs/health-output.ts";
export { missingOf, reasonsOf } from "./health/outputs/reasons.ts";
export { loadScorecard, loadScorecardRules } from "./health/scorecards/load-scorecard.ts";
export {
  type PreviewOptions,
  previewScorecards,
  type ScorecardPreview,
} from "./health/scorecards/preview-scorecards.ts";
export {
  type Published,
  type PublishOptions,
  publishScorecards,
} from "./health/scorecards/publish-scorecards.ts";
export { type ScorecardPlan, withDefault } from "./health/scorecards/scorecard-plan.ts";
export { type RescoreOptions, rescore } from "./health/scoring/rescore.ts";
export { type ScoreHistoryOptions, scoreHistory } from "./health/scoring/score-history.ts";
export { type ScorePortfolioOptions, scorePortfolio } from "./health/scoring/score-portfolio.ts";
export type { UsageSyncReport } from "./health/usage/remote/sync-usage.ts";
export { type SyncUsageOptions, syncUsage } from "./health/usage/remote/sync-usage.ts";
export type { UnmatchedUsageReason } from "./health/usage/remote/take-remote-usage.ts";
export type { RemoteUsage, UsageRange, UsageSource } from "./health/usage/remote/usage-source.ts";
export { type Field, type FieldType, factFields } from "./import/fact-fields.ts";
export { type ImportOptions, type ImportProgress, importFolder } from "./import/import-folder.ts";
export type { FileReport, ImportReport, RejectedRow, WarningCount } from "./import/import-report.ts";
export { type LoadOptions, loadFacts } from "./import/load-facts.ts";
export { type LoadedMapping, loadMapping } from "./import/load-mapping.ts";
export { type Mapping, parseMapping } from "./import/mapping.ts";
export type { Call, Connected } from "./operation/call-context.ts";
export type { Answered } from "./operation/confirmation.ts";
export { isDetail } from "./operation/detail.ts";
export { createExecutor, type Executor, type ExecutorOptions } from "./operation/executor.ts";
export { type Failure, failureOf } from "./operation/failure.ts";
export {
  type Category,
  type Cut,
  categories,
  type Effect,
  type Operation,
  type OperationContext,
} from "./operation/operation.ts";
export { parseInput } from "./operation/parse-input.ts";
export { localPrincipal, type Principal } from "./operation/principal.ts";
export { requireScope, scopeOf } from "./operation/scope-of.ts";
export { suggest } from "./operation/suggest.ts";
export { operations } from "./operations.ts";
export { applyRetention, type RetentionOptions, type RetentionReport } from "./retention/apply-retention.ts";
export {
  type BacktestOptions,
  backtestChurn,
  type ChurnBacktest,
} from "./risk/churn/backtest-churn.ts";
export { backtestVerdict } from "./risk/churn/backtest-verdict.ts";
export { driftVerdict } from "./risk/churn/drift-verdict.ts";
export { type HistoryRequest, readHistory, type StoredHistory } from "./risk/churn/read-history.ts";
export { backtestReport } from "./risk/churn/report/backtest-report.ts";
export { defaultTenantId, ensureTenant } from "./setup/ensure-tenant.ts";
export { knownTimeZone } from "./setup/known-time-zone.ts";
export { type SetTimeZoneOptions, setTimeZone } from "./setup/set-time-zone.ts";
export type { RemoteTicket, TakenTicket } from "./support/remote/remote-ticket.ts";
export type { SyncReport } from "./support/remote/sync-report.ts";
export { type SyncTicketsOptions, syncTickets } from "./support/remote/sync-tickets.ts";
export { takeRemoteTickets } from "./support/remote/take-remote-tickets.ts";
export { type TakeTicketEventOptions, type TicketEvent, takeTicketEvent } from "./support/remote/take-ticket-event.ts";
export type { TicketPage, TicketSource } from "./support/remote/ticket-source.ts";
export { type Delivery, type KnownThere, readDelivery } from "./support/tickets/delivery/read-delivery.ts";
export { type Resolution, resolveChanges } from "./support/tickets/delivery/resolve-changes.ts";
export { type Exchange, type TicketThere, takeExchange } from "./support/tickets/delivery/take-exchange.ts";
export {
  type FieldChangeOfTicket,
  type TicketEffect,
  ticketEffectOf,
  zendeskDestination,
} from "./support/tickets/ticket-effects.ts";
export type { PageRequest, SourcePage, StreamSource, SyncOptions } from "./sync/sync-stream.ts";
export type { TakenEvent } from "./sync/take-once.ts";

export type { BackupHeader, OnRows } from "./backup/backup-header.ts";
export { type RestoreBackupOptions, restoreBackup } from "./backup/restore-backup.ts";
export { type WriteBackupOptions, writeBackup } from "./backup/write-backup.ts";
export type { Cache, CachedQuestion } from "./cache/cache.ts";
export type { CacheKind } from "./cache/cache-kinds.ts";
export { createMemoryCache, type MemoryCacheOptions } from "./cache/memory-cache.ts";
export { openRedisCache, type RedisCacheOptions } from "./cache/redis-cache.ts";
export { type MigrateOptions, migrate, migrateDown } from "./connection/migrate.ts";
export type { PoolOptions, PoolTimeouts } from "./connection/pool.ts";
export { contentHash } from "./content-hash.ts";
export type { EventBus, EventSubscription } from "./events/event-bus.ts";
export { createInProcessEventBus } from "./events/in-process-event-bus.ts";
export type { DeadLetter } from "./events/redis-dead-letters.ts";
export { createRedisEventBus, type RedisEventBus, type RedisEventBusOptions } from "./events/redis-event-bus.ts";
export { type GatherOptions, gather } from "./gather.ts";
export { newId } from "./ids.ts";
export { type JobData, type JobName, jobNames } from "./jobs/job-queues.ts";
export type { JobState, JobStatus, Jobs, JobsOptions, RunningJob } from "./jobs/jobs.ts";
export { type Candidacy, type OfficeOptions, standFor } from "./jobs/stand-for.ts";
export type { ClaimedEffect } from "./outbox/outbox-queue.ts";
export type { EffectHandler, Relay, RelayOptions } from "./outbox/relay.ts";
export { defaultRetryPolicy, type RetryPolicy } from "./outbox/retry-policy.ts";
export { Undeliverable } from "./outbox/undeliverable.ts";
export type { OverviewRow } from "./queries/accounts/account-overview.ts";
export {
  type AccountFilter,
  type AccountPosition,
  type AccountRow,
  type AccountSort,
  accountSorts,
  type BandTotal,
} from "./queries/accounts/list-accounts.ts";
export type { StageRow } from "./queries/accounts/stage-history.ts";
export type { ChurnDecision } from "./queries/churn/churn-decisions.ts";
export type { StandingRow, StandingsRequest } from "./queries/health/standings.ts";
export type { MailContact } from "./queries/mail/mail-contacts.ts";
export type { TenureRow } from "./queries/revenue/tenures.ts";
export type { Median, PeerMedians } from "./queries/risk/peer-medians.ts";
export type { SegmentFactsRow } from "./queries/segments/segment-facts.ts";
export type { TimelinePosition, TimelineRow } from "./queries/timeline/timeline.ts";
export type { MilestoneAccount, MilestoneDay, MilestoneFacts } from "./queries/usage/milestone-facts.ts";
export { ownSource, unknownClient } from "./repositories/account-repository.ts";
export type { AccountsByMark } from "./repositories/accounts-by-mark.ts";
export type { ApiKeyDirectory, ApiKeyOwner } from "./repositories/api-keys/api-key-directory.ts";
export type { ApiKey, NewApiKey } from "./repositories/api-keys/api-key-repository.ts";
export type { EntryPosition, SealedEntry } from "./repositories/audit/audit-reader.ts";
export type { FieldChange, SealedBatch } from "./repositories/audit/audit-repository.ts";
export { entryHash, firstHash, type Seal, type StoredEntry, sealHash } from "./repositories/audit/seal.ts";
export {
  type BacktestProgress,
  type BacktestRun,
  type BacktestStep,
  backtestLock,
} from "./repositories/churn/backtest-run-repository.ts";
export type { NewPrediction, StoredChurnModel, StoredPrediction } from "./repositories/churn/churn-repository.ts";
export {
  type LeftOutReason,
  leftOutReasons,
  type RemoteContactEntry,
  type RemovedContact,
  type StoredContact,
  type UnmatchedContact,
} from "./repositories/contacts/remote-contacts.ts";
export type { InboxEntry, InboxKey } from "./repositories/events/inbox-repository.ts";
export {
  type OutboxCounts,
  type OutboxEffect,
  type OutboxEntry,
  type OutboxState,
  outboxStates,
} from "./repositories/events/outbox-repository.ts";
export { factsAtOnce, type OwnedUsage } from "./repositories/fact-repository.ts";
export type { WriteOutcome } from "./repositories/facts/write-outcome.ts";
export type { NewMessage, StoredMailEvent, StoredMessage } from "./repositories/mail/message-reader.ts";
export type { MessageMove, MessageOutcome } from "./repositories/mail/message-repository.ts";
export type { NewConsent, NewSuppression } from "./repositories/mail/permission-repository.ts";
export type { MessageTemplate, StoredTemplate } from "./repositories/mail/template-repository.ts";
export type { Achievement, MilestoneVersion } from "./repositories/milestone-repository.ts";
export type { NewReport, StoredReport } from "./repositories/report-repository.ts";
export type { RescoringRun } from "./repositories/rescoring-repository.ts";
export type { StoredRisk } from "./repositories/risk/risk-repository.ts";
export type { PublishedScorecard } from "./repositories/scorecard-repository.ts";
export type {
  MembersRequest,
  SegmentMember,
  SegmentMove,
  SegmentOverlap,
  SegmentSummary,
  StoredEvaluation,
  StoredSegment,
} from "./repositories/segments/segment-reader.ts";
export type { ComputedScore, RecordOptions } from "./repositories/snapshots/record-snapshots.ts";
export type { ReplayableSnapshot } from "./repositories/snapshots/snapshot-repository.ts";
export type { StageOrigin } from "./repositories/stages/stage-log.ts";
export {
  type RemoteTicketEntry,
  type StoredTicket,
  type UnmatchedReason,
  type UnmatchedTicket,
  unmatchedReasons,
} from "./repositories/support/remote-tickets.ts";
export type { Stream, SyncCounts, SyncState } from "./repositories/sync-repository.ts";
export type { Tenant } from "./repositories/tenant-repository.ts";
export type { LoggedEvent, StoredComment, TicketRecord } from "./repositories/tickets/ticket-reader.ts";
export type { NewComment } from "./repositories/tickets/ticket-repository.ts";
export { limitSchema, limitTable } from "./schema/limit-table.ts";
export type { Changes } from "./transaction/changes.ts";
export { createPersistence, type Persistence, type PersistenceOptions } from "./transaction/persistence.ts";
export type { ReadTransaction, WriteTransaction } from "./transaction/transaction.ts";

import { type Transaction as KyselyTransaction, sql } from "kysely";
import {
  type AccountReader,
  type AccountRepository,
  createAccountReader,
  createAccountRepository,
} from "../repositories/account-repository.ts";
import {
  type ApiKeyReader,
  type ApiKeyRepository,
  createApiKeyReader,
  createApiKeyRepository,
} from "../repositories/api-keys/api-key-repository.ts";
import { type AuditReader, createAuditReader } from "../repositories/audit/audit-reader.ts";
import { type AuditRepository, createAuditRepository } from "../repositories/audit/audit-repository.ts";
import {
  type BacktestRunReader,
  type BacktestRunRepository,
  createBacktestRunReader,
  createBacktestRunRepository,
} from "../repositories/churn/backtest-run-repository.ts";
import {
  type ChurnReader,
  type ChurnRepository,
  createChurnReader,
  createChurnRepository,
} from "../repositories/churn/churn-repository.ts";
import { type ConfirmationRepository, createConfirmationRepository } from "../repositories/confirmation-repository.ts";
import {
  createRemoteContactReader,
  createRemoteContactRepository,
  type RemoteContactReader,
  type RemoteContactRepository,
} from "../repositories/contacts/remote-contact-repository.ts";
import { createInboxRepository, type InboxRepository } from "../repositories/events/inbox-repository.ts";
import {
  createOutboxReader,
  createOutboxRepository,
  type OutboxReader,
  type OutboxRepository,
} from "../repositories/events/outbox-repository.ts";
import { createFactRepository, type FactRepository } from "../repositories/fact-repository.ts";
import { createIdempotencyRepository, type IdempotencyRepository } from "../repositories/idempotency-repository.ts";
import { createMessageReader, type MessageReader } from "../repositories/mail/message-reader.ts";
import { createMessageRepository, type MessageRepository } from "../repositories/mail/message-repository.ts";
import {
  createPermissionReader,
  createPermissionRepository,
  type PermissionReader,
  type PermissionRepository,
} from "../repositories/mail/permission-repository.ts";
import {
  createTemplateReader,
  createTemplateRepository,
  type TemplateReader,
  type TemplateRepository,
} from "../repositories/mail/template-repository.ts";
import {
  createMilestoneReader,
  createMilestoneRepository,
  type MilestoneReader,
  type MilestoneRepository,
} from "../repositories/milestone-repository.ts";
import {
  createOverrideReader,
  createOverrideRepository,
  type OverrideReader,
  type OverrideRepository,
} from "../repositories/override-repository.ts";
import {
  createReportReader,
  createReportRepository,
  type ReportReader,
  type ReportRepository,
} from "../repositories/report-repository.ts";
import {
  createRescoringReader,
  createRescoringRepository,
  type RescoringReader,
  type RescoringRepository,
} from "../repositories/rescoring-repository.ts";
import {
  createRiskReader,
  createRiskRepository,
  type RiskReader,
  type RiskRepository,
} from "../repositories/risk/risk-repository.ts";
import {
  createScorecardReader,
  createScorecardRepository,
  type ScorecardReader,
  type ScorecardRepository,
} from "../repositories/scorecard-repository.ts";
import { createSegmentReader, type SegmentReader } from "../repositories/segments/segment-reader.ts";
import { createSegmentRepository, type SegmentRepository } from "../repositories/segments/segment-repository.ts";
import {
  createSnapshotReader,
  createSnapshotRepository,
  type SnapshotReader,
  type SnapshotRepository,
} from "../repositories/snapshots/snapshot-repository.ts";
import {
  createRemoteTicketReader,
  createRemoteTicketRepository,
  type RemoteTicketReader,
  type RemoteTicketRepository,
} from "../repositories/support/remote-ticket-repository.ts";
import {
  createSyncReader,
  createSyncRepository,
  type SyncReader,
  type SyncRepository,
} from "../repositories/sync-repository.ts";
import {
  createTenantReader,
  createTenantRepository,
  type TenantReader,
  type TenantRepository,
} from "../repositories/tenant-repository.ts";
import { createTicketReader, type TicketReader } from "../repositories/tickets/ticket-reader.ts";
import { createTicketRepository, type TicketRepository } from "../repositories/tickets/ticket-repository.ts";
import type { Tables } from "../schema/tables.ts";
import { createQueries, type Queries } from "./queries.ts";

/** What an operation that only reads may do. It has no method that writes. */
export interface ReadTransaction {
  readonly tenants: TenantReader;
  readonly accounts: AccountReader;
  readonly scorecards: ScorecardReader;
  readonly snapshots: SnapshotReader;
  readonly overrides: OverrideReader;
  readonly milestones: MilestoneReader;
  readonly rescoring: RescoringReader;
  readonly audit: AuditReader;
  readonly outbox: OutboxReader;
  readonly apiKeys: ApiKeyReader;
  readonly segments: SegmentReader;
  readonly reports: ReportReader;
  readonly risks: RiskReader;
  readonly churn: ChurnReader;
  readonly backtests: BacktestRunReader;
  readonly templates: TemplateReader;
  readonly messages: MessageReader;
  /** What addresses may be sent. */
  readonly permissions: PermissionReader;
  readonly remoteContacts: RemoteContactReader;
  readonly remoteTickets: RemoteTicketReader;
  readonly syncs: SyncReader;
  readonly tickets: TicketReader;
  readonly queries: Queries;
  /**
   * Has PostgreSQL keep the plan of a statement whatever its values are. For questions about few accounts: to plan one
   * takes longer than to answer it.
   */
  planOnce(): Promise<void>;
}

/** What an operation that writes may do. */
export interface WriteTransaction extends ReadTransaction {
  readonly tenants: TenantRepository;
  readonly accounts: AccountRepository;
  readonly facts: FactRepository;
  readonly scorecards: ScorecardRepository;
  readonly snapshots: SnapshotRepository;
  readonly overrides: OverrideRepository;
  readonly milestones: MilestoneRepository;
  readonly rescoring: RescoringRepository;
  readonly idempotency: IdempotencyRepository;
  readonly confirmations: ConfirmationRepository;
  readonly audit: AuditRepository;
  /** Effects outside: stored with this transaction, delivered after it. */
  readonly outbox: OutboxRepository;
  readonly inbox: InboxRepository;
  readonly apiKeys: ApiKeyRepository;
  /**
   * Has PostgreSQL plan the statements of its connection anew, those that check foreign keys too. For batches of many
   * rows: a plan from when a table was small may read all of a tenant's rows to find one, until statistics tell better.
   */
  planAnew(): Promise<void>;
  readonly segments: SegmentRepository;
  readonly reports: ReportRepository;
  readonly risks: RiskRepository;
  readonly churn: ChurnRepository;
  readonly backtests: BacktestRunRepository;
  readonly templates: TemplateRepository;
  readonly messages: MessageRepository;
  readonly permissions: PermissionRepository;
  readonly remoteContacts: RemoteContactRepository;
  readonly remoteTickets: RemoteTicketRepository;
  readonly syncs: SyncRepository;
  readonly tickets: TicketRepository;
}

export function createReadTransaction(trx: KyselyTransaction<Tables>, tenantId: string): ReadTransaction {
  return {
    tenants: createTenantReader(trx),
    accounts: createAccountReader(trx),
    scorecards: createScorecardReader(trx),
    snapshots: createSnapshotReader(trx),
    overrides: createOverrideReader(trx),
    milestones: createMilestoneReader(trx),
    rescoring: createRescoringReader(trx),
    audit: createAuditReader(trx),
    outbox: createOutboxReader(trx, tenantId),
    apiKeys: createApiKeyReader(trx),
    segments: createSegmentReader(trx),
    reports: createReportReader(trx),
    risks: createRiskReader(trx),
    churn: createChurnReader(trx),
    backtests: createBacktestRunReader(trx),
    templates: createTemplateReader(trx),
    messages: createMessageReader(trx),
    permissions: createPermissionReader(trx),
    remoteContacts: createRemoteContactReader(trx),
    remoteTickets: createRemoteTicketReader(trx),
    syncs: createSyncReader(trx),
    tickets: createTicketReader(trx),
    queries: createQueries(trx),
    planOnce: () => planOnce(trx),
  };
}

export function createWriteTransaction(trx: KyselyTransaction<Tables>, tenantId: string): WriteTransaction {
  return {
    tenants: createTenantRepository(trx, tenantId),
    accounts: createAccountRepository(trx, tenantId),
    facts: createFactRepository(trx, tenantId),
    scorecards: createScorecardRepository(trx, tenantId),
    snapshots: createSnapshotRepository(trx, tenantId),
    overrides: createOverrideRepository(trx, tenantId),
    milestones: createMilestoneRepository(trx, tenantId),
    rescoring: createRescoringRepository(trx, tenantId),
    idempotency: createIdempotencyRepository(trx, tenantId),
    confirmations: createConfirmationRepository(trx, tenantId),
    audit: createAuditRepository(trx, tenantId),
    outbox: createOutboxRepository(trx, tenantId),
    inbox: createInboxRepository(trx, tenantId),
    apiKeys: createApiKeyRepository(trx, tenantId),
    async planAnew() {
      await sql`DISCARD PLANS`.execute(trx);
    },
    segments: createSegmentRepository(trx, tenantId),
    reports: createReportRepository(trx, tenantId),
    risks: createRiskRepository(trx, tenantId),
    churn: createChurnRepository(trx, tenantId),
    backtests: createBacktestRunRepository(trx, tenantId),
    templates: createTemplateRepository(trx, tenantId),
    messages: createMessageRepository(trx, tenantId),
    permissions: createPermissionRepository(trx, tenantId),
    remoteContacts: createRemoteContactRepository(trx, tenantId),
    remoteTickets: createRemoteTicketRepository(trx, tenantId),
    syncs: createSyncRepository(trx, tenantId),
    tickets: createTicketRepository(trx, tenantId),
    queries: createQueries(trx),
    planOnce: () => planOnce(trx),
  };
}

async function planOnce(trx: KyselyTransaction<Tables>): Promise<void> {
  await sql`SELECT set_config('plan_cache_mode', 'force_generic_plan', true)`.execute(trx);
}

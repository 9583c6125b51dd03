import type { AccountFacts, CalendarDate, ClientId, CoverageByKind, EngagementFacts, FeatureFacts } from "@cs/models";
import { type Transaction as KyselyTransaction, sql } from "kysely";
import { accountOverviews, type OverviewRow } from "../queries/accounts/account-overview.ts";
import {
  type AccountRow,
  type BandTotal,
  type ListAccountsRequest,
  listAccounts,
  totalAccounts,
} from "../queries/accounts/list-accounts.ts";
import { type StageHistoryRequest, type StageRow, stageHistory } from "../queries/accounts/stage-history.ts";
import { type ChurnDecision, type ChurnDecisionsRequest, churnDecisions } from "../queries/churn/churn-decisions.ts";
import { accountFacts } from "../queries/health/account-facts.ts";
import { coverage } from "../queries/health/coverage.ts";
import type { FactsRequest } from "../queries/health/facts-request.ts";
import { hasDelivered } from "../queries/health/has-delivered.ts";
import { inRiskBefore, type RiskRequest } from "../queries/health/in-risk-before.ts";
import { type StandingRow, type StandingsRequest, standings } from "../queries/health/standings.ts";
import { type MailContact, type MailContactsRequest, mailContacts } from "../queries/mail/mail-contacts.ts";
import { type TenureRow, tenures } from "../queries/revenue/tenures.ts";
import { type PeerMedians, type PeerMediansRequest, peerMedians } from "../queries/risk/peer-medians.ts";
import { type SegmentFactsRequest, type SegmentFactsRow, segmentFacts } from "../queries/segments/segment-facts.ts";
import { databaseState } from "../queries/state/database-state.ts";
import { type TimelineRequest, type TimelineRow, timeline } from "../queries/timeline/timeline.ts";
import { type EngagementRequest, engagement } from "../queries/usage/engagement.ts";
import { type FeatureUseRequest, featureUse } from "../queries/usage/feature-use.ts";
import { type MilestoneFacts, type MilestoneFactsRequest, milestoneFacts } from "../queries/usage/milestone-facts.ts";
import { type UsagePatterns, type UsagePatternsRequest, usagePatterns } from "../queries/usage/usage-patterns.ts";
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
  type ChurnReader,
  type ChurnRepository,
  createChurnReader,
  createChurnRepository,
} from "../repositories/churn/churn-repository.ts";
import { type ConfirmationRepository, createConfirmationRepository } from "../repositories/confirmation-repository.ts";
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

/** Reads that return fact rows for the pure packages. */
export interface Queries {
  accountFacts(request: FactsRequest): Promise<AccountFacts[]>;
  /** For which days each kind of fact is known to be complete. */
  coverage(asOf: CalendarDate): Promise<CoverageByKind>;
  engagement(request: EngagementRequest): Promise<EngagementFacts>;
  featureUse(request: FeatureUseRequest): Promise<FeatureFacts>;
  milestoneFacts(request: MilestoneFactsRequest): Promise<MilestoneFacts>;
  usagePatterns(request: UsagePatternsRequest): Promise<UsagePatterns>;
  /** One of each account that is asked for. */
  accountOverviews(request: FactsRequest): Promise<Map<ClientId, OverviewRow>>;
  listAccounts(request: ListAccountsRequest): Promise<AccountRow[]>;
  totalAccounts(request: ListAccountsRequest): Promise<BandTotal[]>;
  standings(request: StandingsRequest): Promise<StandingRow[]>;
  /** Accounts that stood below a score before, and have not been well since. */
  inRiskBefore(request: RiskRequest): Promise<Set<ClientId>>;
  stageHistory(request: StageHistoryRequest): Promise<{ rows: StageRow[]; total: number }>;
  timeline(request: TimelineRequest): Promise<{ rows: TimelineRow[]; total: number }>;
  segmentFacts(request: SegmentFactsRequest): Promise<SegmentFactsRow[]>;
  /** What is usual among the other customers. */
  peerMedians(request: PeerMediansRequest): Promise<PeerMedians[]>;
  /** How long accounts have been customers up to a day, and what they pay on it. */
  tenures(asOf: CalendarDate): Promise<TenureRow[]>;
  /** Contacts who have an e-mail address. */
  mailContacts(request: MailContactsRequest): Promise<MailContact[]>;
  /** On which days accounts decided to leave. */
  churnDecisions(request: ChurnDecisionsRequest): Promise<ChurnDecision[]>;
  /** Whether a delivery of the source was ever completed. */
  hasDelivered(source: string): Promise<boolean>;
  /** Names what the transaction sees; see `databaseState`. */
  databaseState(): Promise<string>;
}

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
  readonly templates: TemplateReader;
  readonly messages: MessageReader;
  /** What addresses may be sent. */
  readonly permissions: PermissionReader;
  readonly remoteTickets: RemoteTicketReader;
  readonly syncs: SyncReader;
  readonly tickets: TicketReader;
  readonly queries: Queries;
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
  readonly templates: TemplateRepository;
  readonly messages: MessageRepository;
  readonly permissions: PermissionRepository;
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
    templates: createTemplateReader(trx),
    messages: createMessageReader(trx),
    permissions: createPermissionReader(trx),
    remoteTickets: createRemoteTicketReader(trx),
    syncs: createSyncReader(trx),
    tickets: createTicketReader(trx),
    queries: createQueries(trx),
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
    templates: createTemplateRepository(trx, tenantId),
    messages: createMessageRepository(trx, tenantId),
    permissions: createPermissionRepository(trx, tenantId),
    remoteTickets: createRemoteTicketRepository(trx, tenantId),
    syncs: createSyncRepository(trx, tenantId),
    tickets: createTicketRepository(trx, tenantId),
    queries: createQueries(trx),
  };
}

function createQueries(trx: KyselyTransaction<Tables>): Queries {
  return {
    accountFacts: (request) => accountFacts(trx, request),
    coverage: (asOf) => coverage(trx, asOf),
    engagement: (request) => engagement(trx, request),
    featureUse: (request) => featureUse(trx, request),
    milestoneFacts: (request) => milestoneFacts(trx, request),
    usagePatterns: (request) => usagePatterns(trx, request),
    accountOverviews: (request) => accountOverviews(trx, request),
    listAccounts: (request) => listAccounts(trx, request),
    totalAccounts: (request) => totalAccounts(trx, request),
    standings: (request) => standings(trx, request),
    inRiskBefore: (request) => inRiskBefore(trx, request),
    stageHistory: (request) => stageHistory(trx, request),
    timeline: (request) => timeline(trx, request),
    segmentFacts: (request) => segmentFacts(trx, request),
    peerMedians: (request) => peerMedians(trx, request),
    tenures: (asOf) => tenures(trx, asOf),
    mailContacts: (request) => mailContacts(trx, request),
    churnDecisions: (request) => churnDecisions(trx, request),
    hasDelivered: (source) => hasDelivered(trx, source),
    databaseState: () => databaseState(trx),
  };
}

import type { AccountFacts, CalendarDate, ClientId, CoverageByKind, EngagementFacts, FeatureFacts } from "@cs/models";
import type { Transaction as KyselyTransaction } from "kysely";
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

export function createQueries(trx: KyselyTransaction<Tables>): Queries {
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

import { periodStart, type UsagePeriod, usagePeriods } from "@cs/analytics";
import {
  type AccountFacts,
  addDays,
  type BandThresholds,
  type CalendarDate,
  type ClientId,
  daysBetween,
  type Grain,
  type HealthSnapshot,
} from "@cs/models";
import type { ReadTransaction, StandingRow, Tenant } from "@cs/persistence";
import { studyTrends, type TrendStudy } from "../trends/study-trends.ts";
import { onlyThresholds } from "./thresholds.ts";

/** What a report about one account says, before it is put into words and charts. */
export interface ClientData {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly clientName: string;
  /** As known on the last day. */
  readonly facts: AccountFacts;
  /** Newest on the last day; null when it was never scored. */
  readonly snapshot: HealthSnapshot | null;
  readonly standings: readonly StandingRow[];
  readonly study: TrendStudy;
  readonly thresholds: BandThresholds | null;
  readonly grain: Grain;
  /** Use by period, between the days of the report. */
  readonly periods: readonly UsagePeriod[];
}

export interface ClientRequest {
  readonly clientId: ClientId;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

export async function loadClient(tx: ReadTransaction, tenant: Tenant, request: ClientRequest): Promise<ClientData> {
  const { clientId, from, to } = request;
  const { clientName } = await tx.accounts.get(clientId);
  const [facts] = await tx.queries.accountFacts({ clientIds: [clientId], asOf: to, timeZone: tenant.timeZone });
  if (!facts) throw new Error(`account ${clientId} has no facts row`);
  const study = await studyTrends(tx, request, 1);
  const grain = grainOf(daysBetween(from, to));
  // A period counts as a whole.
  const first = periodStart(from, grain);
  const use = await tx.queries.engagement({ clientId, from: first, to, grain, cohortsFrom: addDays(to, 1) });
  return {
    from,
    to,
    clientName,
    facts,
    snapshot: (await tx.snapshots.latest([clientId], to)).get(clientId) ?? null,
    standings: await tx.queries.standings(request),
    study,
    thresholds: await onlyThresholds(tx, study.scorecards),
    grain,
    periods: usagePeriods({ from: first, to, grain, coverage: facts.coverage.usage ?? null, facts: use }),
  };
}

/** So that a chart has at most some thirty periods, for a year or two. */
function grainOf(days: number): Grain {
  if (days <= 31) return "day";
  return days <= 210 ? "week" : "month";
}

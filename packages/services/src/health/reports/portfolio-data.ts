import type { BandThresholds, CalendarDate, ClientId, CoverageByKind } from "@cs/models";
import { InvalidInputError } from "@cs/models";
import type { AccountRow, BandTotal, ReadTransaction, Tenant } from "@cs/persistence";
import { labelOf } from "../outputs/reasons.ts";
import { studyTrends, type TrendStudy } from "../trends/study-trends.ts";
import { onlyThresholds } from "./thresholds.ts";

/** More accounts than this are not held in memory at once. */
const most = 100_000;
const atOnce = 1000;
export const mostMovers = 10;

export interface PortfolioRequest {
  /** Only these accounts; all when null. */
  readonly clientIds: readonly ClientId[] | null;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** What a report about several accounts says, before it is put into words and charts. */
export interface PortfolioData extends PortfolioRequest {
  readonly tenant: Tenant;
  /** As of the last day, nearest renewal first. */
  readonly accounts: readonly AccountRow[];
  /** Accounts and ARR by band on the first and on the last day. */
  readonly before: readonly BandTotal[];
  readonly after: readonly BandTotal[];
  readonly study: TrendStudy;
  readonly names: ReadonlyMap<ClientId, string>;
  /** Of the one scorecard of all scores; null when there are several, or none. */
  readonly thresholds: BandThresholds | null;
  readonly missing: MissingData;
  readonly feeds: CoverageByKind;
}

/** What the newest scores lack. */
export interface MissingData {
  /** Accounts with a stored score or the word that there is too little for one. */
  readonly judged: number;
  /** Mean covered share of the scorecard, 0-1; null without accounts. */
  readonly coverage: number | null;
  /** Accounts by measure that is missing, most first. */
  readonly measures: readonly { readonly label: string; readonly accounts: number }[];
}

export async function loadPortfolio(
  tx: ReadTransaction,
  tenant: Tenant,
  request: PortfolioRequest,
): Promise<PortfolioData> {
  const { clientIds, from, to } = request;
  const filter = clientIds === null ? {} : { clientIds };
  const question = { filter, sort: "renewal", after: null, currency: tenant.reportingCurrency } as const;
  const accounts = await tx.queries.listAccounts({ ...question, asOf: to, limit: most + 1 });
  if (accounts.length > most) {
    throw new InvalidInputError(`There are more than ${most.toLocaleString("en-US")} accounts.`, {
      field: "segmentId",
      hint: "Report about one segment at a time.",
    });
  }
  const study = await studyTrends(tx, { ...filter, from, to }, mostMovers);
  const { moving } = study;
  const named = [...study.moves, ...moving.declining.slice(0, mostMovers)].map(({ clientId }) => clientId);
  return {
    ...request,
    tenant,
    accounts,
    before: await tx.queries.totalAccounts({ ...question, asOf: from, limit: 0 }),
    after: await tx.queries.totalAccounts({ ...question, asOf: to, limit: 0 }),
    study,
    names: await tx.accounts.namesOf(named),
    thresholds: await onlyThresholds(tx, study.scorecards),
    missing: await missingData(tx, accounts, to),
    feeds: await tx.queries.coverage(to),
  };
}

async function missingData(
  tx: ReadTransaction,
  accounts: readonly AccountRow[],
  asOf: CalendarDate,
): Promise<MissingData> {
  const judged = accounts.filter(({ band }) => band !== "not_scored").map(({ clientId }) => clientId);
  const counts = new Map<string, number>();
  let covered = 0;
  // A snapshot is long: only some at once.
  for (let at = 0; at < judged.length; at += atOnce) {
    for (const { contributions, coverage } of (
      await tx.snapshots.latest(judged.slice(at, at + atOnce), asOf)
    ).values()) {
      covered += coverage;
      for (const { measure, reason } of contributions) {
        if (reason !== null) counts.set(measure, (counts.get(measure) ?? 0) + 1);
      }
    }
  }
  return {
    judged: judged.length,
    coverage: judged.length === 0 ? null : covered / judged.length,
    measures: [...counts]
      .map(([measure, count]) => ({ label: labelOf(measure), accounts: count }))
      .toSorted((a, b) => b.accounts - a.accounts || (a.label < b.label ? -1 : 1)),
  };
}

import type { CalendarDate, ClientId, Currency, HealthBand, LifecycleStage, PlanTier, Segment } from "@cs/models";
import { type RawBuilder, sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import { hasNotLeft } from "./customers-on.ts";

/** Which accounts; a filter that is absent does not restrict. */
export interface AccountFilter {
  readonly segment?: Segment | undefined;
  readonly lifecycleStage?: LifecycleStage | undefined;
  readonly planTier?: PlanTier | undefined;
  readonly bands?: readonly (HealthBand | "not_scored")[] | undefined;
  readonly csm?: string | undefined;
  /** Minor units of the reporting currency. */
  readonly minimumArr?: number | undefined;
  readonly maximumArr?: number | undefined;
  readonly renewalFrom?: CalendarDate | undefined;
  readonly renewalTo?: CalendarDate | undefined;
  /** Part of the name or of a domain, ignoring case. */
  readonly search?: string | undefined;
}

export const accountSorts = ["name", "health", "arr", "renewal"] as const;
export type AccountSort = (typeof accountSorts)[number];

/** Where the previous page ended. */
export interface AccountPosition {
  readonly sortKey: string | number;
  readonly clientId: ClientId;
}

export interface ListAccountsRequest {
  readonly filter: AccountFilter;
  readonly sort: AccountSort;
  readonly after: AccountPosition | null;
  readonly limit: number;
  readonly asOf: CalendarDate;
  readonly currency: Currency;
}

export interface AccountRow {
  readonly clientId: ClientId;
  readonly clientName: string;
  readonly segment: Segment | null;
  readonly lifecycleStage: LifecycleStage | null;
  readonly planTier: PlanTier | null;
  readonly csm: string | null;
  readonly arrByCurrency: Readonly<Record<Currency, number>>;
  /** The next end of a contract, else of a subscription, after the day. */
  readonly renewalDate: CalendarDate | null;
  readonly band: HealthBand | "not_scored";
  readonly score: number | null;
  readonly scoredAsOf: CalendarDate | null;
  readonly sortKey: string | number;
}

/** Number and ARR of the accounts in one band, over the whole filtered set. */
export interface BandTotal {
  readonly band: HealthBand | "not_scored";
  readonly count: number;
  readonly arrByCurrency: Readonly<Record<Currency, number>>;
}

/** One page of accounts in a stable order. */
export async function listAccounts(trx: Transaction<Tables>, request: ListAccountsRequest): Promise<AccountRow[]> {
  const { after, limit, sort } = request;
  const position = after
    ? sql`WHERE (sort_key, "clientId") > (${after.sortKey}::${sql.raw(sortKeys[sort].type)}, ${after.clientId})`
    : sql``;
  const { rows } = await sql<AccountRow>`
    SELECT "clientId", "clientName", segment, "lifecycleStage", "planTier", csm, "arrByCurrency", "renewalDate", band,
           score, "scoredAsOf", sort_key AS "sortKey"
    FROM (
      SELECT *, ${sortKeys[sort].expression} AS sort_key FROM (${filteredAccounts(request)}) AS filtered
    ) AS sorted
    ${position}
    ORDER BY sort_key, "clientId"
    LIMIT ${limit}
  `.execute(trx);
  return rows;
}

/** Totals over everything the filter lets through, whatever the page. */
export async function totalAccounts(trx: Transaction<Tables>, request: ListAccountsRequest): Promise<BandTotal[]> {
  const { rows } = await sql<BandTotal>`
    WITH filtered AS (${filteredAccounts(request)}),
    sums AS (
      SELECT band, currency.key, sum(currency.value::bigint)::bigint AS arr
      FROM filtered, jsonb_each_text("arrByCurrency") AS currency
      GROUP BY band, currency.key
    ),
    counts AS (SELECT band, count(*) AS count FROM filtered GROUP BY band)
    SELECT band, count,
           coalesce((SELECT jsonb_object_agg(key, arr) FROM sums WHERE sums.band = counts.band), '{}') AS "arrByCurrency"
    FROM counts
    ORDER BY band
  `.execute(trx);
  return rows;
}

/** Every key sorts ascending; unknown values come last. */
const sortKeys: Record<AccountSort, { type: string; expression: RawBuilder<unknown> }> = {
  name: { type: "text", expression: sql`lower("clientName")` },
  health: { type: "double precision", expression: sql`coalesce(score, 101)` },
  arr: { type: "bigint", expression: sql`-"reportedArr"` },
  renewal: { type: "text", expression: sql`coalesce("renewalDate"::text, '9999-99-99')` },
};

function filteredAccounts({ filter, asOf, currency }: ListAccountsRequest): RawBuilder<unknown> {
  const search = filter.search?.toLowerCase();
  const conditions = [
    filter.segment && sql`segment = ${filter.segment}`,
    filter.lifecycleStage && sql`"lifecycleStage" = ${filter.lifecycleStage}`,
    filter.planTier && sql`"planTier" = ${filter.planTier}`,
    filter.csm && sql`csm = ${filter.csm}`,
    filter.bands && sql`band = ANY(${filter.bands})`,
    filter.minimumArr !== undefined && sql`"reportedArr" >= ${filter.minimumArr}`,
    filter.maximumArr !== undefined && sql`"reportedArr" <= ${filter.maximumArr}`,
    filter.renewalFrom && sql`"renewalDate" >= ${filter.renewalFrom}`,
    filter.renewalTo && sql`"renewalDate" <= ${filter.renewalTo}`,
    search &&
      sql`(strpos(lower("clientName"), ${search}) > 0
           OR EXISTS (SELECT FROM unnest(domains) AS domain WHERE strpos(domain, ${search}) > 0))`,
  ].filter((condition) => typeof condition === "object");
  return sql`
    SELECT * FROM (${describedAccounts(asOf, currency)}) AS described
    ${conditions.length > 0 ? sql`WHERE ${sql.join(conditions, sql` AND `)}` : sql``}
  `;
}

/**
 * Every living account with its ARR, renewal and newest score on the day. Looked up account by account over their
 * indexes: right after an import, before PostgreSQL knows its tables, a join of aggregates is planned as if they had
 * one row and takes seconds.
 */
function describedAccounts(asOf: CalendarDate, currency: Currency): RawBuilder<unknown> {
  return sql`
    SELECT a.client_id AS "clientId", a.client_name AS "clientName", a.domains, a.segment, a.csm,
           a.lifecycle_stage AS "lifecycleStage", a.plan_tier AS "planTier",
           coalesce(arr."arrByCurrency", '{}'::jsonb) AS "arrByCurrency",
           coalesce((arr."arrByCurrency" ->> ${currency})::bigint, 0) AS "reportedArr",
           coalesce(contract.ends, arr.ends) AS "renewalDate",
           coalesce(health.band, 'not_scored') AS band, health.score, health.as_of AS "scoredAsOf"
    FROM cs.accounts a
    LEFT JOIN LATERAL (
      SELECT jsonb_object_agg(currency, arr) AS "arrByCurrency", min(ends) AS ends
      FROM (
        SELECT currency, sum(arr)::bigint AS arr, min(end_date) AS ends
        FROM cs.subscriptions
        WHERE client_id = a.client_id AND start_date <= ${asOf} AND (end_date IS NULL OR end_date > ${asOf})
        GROUP BY currency
      ) AS lines
    ) AS arr ON true
    LEFT JOIN LATERAL (
      SELECT min(end_date) AS ends
      FROM cs.contracts
      WHERE client_id = a.client_id AND start_date <= ${asOf} AND end_date > ${asOf}
    ) AS contract ON true
    LEFT JOIN LATERAL (
      SELECT band, score, standing.as_of
      FROM cs.health_standings AS standing
      JOIN cs.health_snapshots USING (tenant_id, snapshot_id)
      WHERE standing.client_id = a.client_id AND standing.as_of <= ${asOf}
      ORDER BY standing.as_of DESC
      LIMIT 1
    ) AS health ON ${hasNotLeft(asOf)}
    WHERE a.deleted_at IS NULL
  `;
}

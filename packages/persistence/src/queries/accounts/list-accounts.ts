import type { CalendarDate, ClientId, Currency, HealthBand, LifecycleStage, PlanTier, Segment } from "@cs/models";
import { type RawBuilder, sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import { describedAccounts } from "./described-accounts.ts";

/** Which accounts; a filter that is absent does not restrict. */
export interface AccountFilter {
  readonly clientIds?: readonly ClientId[] | undefined;
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
    WITH filtered AS (SELECT band, "arrByCurrency" FROM (${filteredAccounts(request)}) AS found),
    sums AS (
      SELECT band, currency.key, sum(currency.value::bigint)::bigint AS arr
      FROM filtered, jsonb_each_text("arrByCurrency") AS currency
      GROUP BY band, currency.key
    ),
    arr AS (SELECT band, jsonb_object_agg(key, arr) AS "arrByCurrency" FROM sums GROUP BY band),
    counts AS (SELECT band, count(*) AS count FROM filtered GROUP BY band)
    SELECT band, count, coalesce("arrByCurrency", '{}') AS "arrByCurrency"
    FROM counts LEFT JOIN arr USING (band)
    ORDER BY band
  `.execute(trx);
  return rows;
}

/** Every key sorts ascending; unknown values come last. */
const sortKeys: Record<AccountSort, { type: string; expression: RawBuilder<unknown> }> = {
  name: { type: "text", expression: sql`"nameKey"` },
  health: { type: "double precision", expression: sql`coalesce(score, 101)` },
  arr: { type: "bigint", expression: sql`-"reportedArr"` },
  renewal: { type: "text", expression: sql`coalesce("renewalDate"::text, '9999-99-99')` },
};

function filteredAccounts({ filter, asOf, currency }: ListAccountsRequest): RawBuilder<unknown> {
  const search = filter.search?.toLowerCase();
  const conditions = [
    filter.clientIds && sql`"clientId" = ANY(${filter.clientIds})`,
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
      sql`(strpos("nameKey", ${search}) > 0
           OR EXISTS (SELECT FROM unnest(domains) AS domain WHERE strpos(domain, ${search}) > 0))`,
  ].filter((condition) => typeof condition === "object");
  return sql`
    SELECT * FROM (${describedAccounts(asOf, currency)}) AS described
    ${conditions.length > 0 ? sql`WHERE ${sql.join(conditions, sql` AND `)}` : sql``}
  `;
}

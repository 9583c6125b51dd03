import type {
  CalendarDate,
  ClientId,
  Currency,
  HealthBand,
  LifecycleStage,
  MeasureObservations,
  PlanTier,
  Segment,
  TouchModel,
} from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import { describedAccounts } from "../accounts/described-accounts.ts";

export interface SegmentFactsRequest {
  readonly asOf: CalendarDate;
  readonly currency: Currency;
  /** Which measures to read, by id. */
  readonly measures: readonly string[];
  /** Only these accounts; all when absent. */
  readonly clientIds?: readonly ClientId[] | undefined;
}

/** What segments can be made from. Attributes of the profile are known only as they are now. */
export interface SegmentFactsRow {
  readonly clientId: ClientId;
  readonly clientName: string;
  readonly segment: Segment | null;
  readonly lifecycleStage: LifecycleStage | null;
  readonly planTier: PlanTier | null;
  readonly touchModel: TouchModel | null;
  readonly csm: string | null;
  readonly industry: string | null;
  readonly country: string | null;
  readonly arrByCurrency: Readonly<Record<Currency, number>>;
  /** Whether a subscription was ever recorded: without one nothing is known of its ARR. */
  readonly subscribed: boolean;
  readonly renewalDate: CalendarDate | null;
  readonly band: HealthBand | "not_scored";
  readonly score: number | null;
  /** Day of the newest score, and of the measures. */
  readonly scoredAsOf: CalendarDate | null;
  /** As they entered the newest score; those that were not asked for are absent. */
  readonly measures: MeasureObservations;
}

/** The customers of a day with their facts, by client id: a fixed number of statements whatever their number. */
export async function segmentFacts(
  trx: Transaction<Tables>,
  { asOf, currency, measures, clientIds }: SegmentFactsRequest,
): Promise<SegmentFactsRow[]> {
  const observed = sql`
    SELECT jsonb_object_agg(measure.key, measure.value)
    FROM cs.health_snapshots JOIN cs.measure_observations USING (tenant_id, observation_id),
         jsonb_each(observations) AS measure
    WHERE snapshot_id = account."snapshotId" AND measure.key = ANY(${measures})
  `;
  const { rows } = await sql<SegmentFactsRow>`
    SELECT "clientId", "clientName", segment, "lifecycleStage", "planTier", "touchModel", csm, industry, country,
           "arrByCurrency", subscribed, "renewalDate", band, score, "scoredAsOf", ${measures.length > 0 ? sql`coalesce((${observed}), '{}')` : sql`'{}'::jsonb`} AS measures
    FROM (${describedAccounts(asOf, currency)}) AS account
    WHERE ("customerSince" IS NULL OR "customerSince" <= ${asOf}) AND coalesce(running, true)
      ${clientIds ? sql`AND "clientId" = ANY(${clientIds})` : sql``}
    ORDER BY "clientId"
  `.execute(trx);
  return rows;
}

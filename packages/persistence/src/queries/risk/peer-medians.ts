import type { CalendarDate, ClientId, Segment } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import { describedAccounts } from "../accounts/described-accounts.ts";

export interface PeerMediansRequest {
  /** Not among its own peers. */
  readonly clientId: ClientId;
  readonly segment: Segment | null;
  readonly asOf: CalendarDate;
}

/** The middle value of a measure, and of how many accounts; null without accounts. */
export interface Median {
  readonly median: number | null;
  readonly accounts: number;
}

export interface PeerMedians {
  readonly measure: string;
  /** Of the customers of the same segment, which is known only as it is now. */
  readonly segment: Median;
  /** Of all customers. */
  readonly tenant: Median;
}

/** The medians of measures over the other customers of a day, as they entered the newest score of each. */
export async function peerMedians(
  trx: Transaction<Tables>,
  { clientId, segment, asOf }: PeerMediansRequest,
): Promise<PeerMedians[]> {
  const median = (among: ReturnType<typeof sql>) => sql`
    jsonb_build_object(
      'median', percentile_cont(0.5) WITHIN GROUP (ORDER BY value) FILTER (WHERE ${among}),
      'accounts', count(*) FILTER (WHERE ${among})
    )
  `;
  const { rows } = await sql<PeerMedians>`
    SELECT measure, ${median(sql`segment = ${segment}`)} AS segment, ${median(sql`true`)} AS tenant
    FROM (
      SELECT account.segment, observed.key AS measure, (observed.value ->> 'value')::double precision AS value
      FROM (${describedAccounts(asOf, "USD")}) AS account
      JOIN cs.health_snapshots ON snapshot_id = "snapshotId"
      JOIN cs.measure_observations USING (tenant_id, observation_id),
           jsonb_each(observations) AS observed
      WHERE account."clientId" <> ${clientId} AND coalesce(account.running, true)
    ) AS observations
    WHERE value IS NOT NULL
    GROUP BY measure
    ORDER BY measure
  `.execute(trx);
  return rows;
}

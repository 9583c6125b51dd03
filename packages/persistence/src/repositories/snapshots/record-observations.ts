import type { CalendarDate, ClientId, MeasureObservations } from "@cs/models";
import { sql, type Transaction } from "kysely";
import { contentHash } from "../../content-hash.ts";
import { newId } from "../../ids.ts";
import { jsonLines } from "../../json-lines.ts";
import type { Tables } from "../../schema/tables.ts";

/** What was found out about an account for a day. */
export interface FoundObservations {
  readonly clientId: ClientId;
  readonly asOf: CalendarDate;
  readonly observations: MeasureObservations;
}

/**
 * Keeps observations in two times: the day they are of, and when they became known. What is already known as the newest
 * for its day is not stored again. Gives the id of the row that holds each, in the order given; of one account and day
 * at most one can be given.
 */
export async function recordObservations(
  trx: Transaction<Tables>,
  tenantId: string,
  found: readonly FoundObservations[],
): Promise<string[]> {
  const clientIds = found.map(({ clientId }) => clientId);
  const observations = found.map((each) => each.observations);
  const locked = takeTurns(trx, clientIds);
  const recorded = sql<{ place: number; id: string }>`
    WITH given AS (
      SELECT place::int, id, client_id, as_of, content_hash, observations::jsonb
      FROM unnest(
        ${found.map(() => newId("obs"))}::text[], ${clientIds}::text[], ${found.map(({ asOf }) => asOf)}::date[],
        ${observations.map(contentHash)}::text[], ${jsonLines(observations)}
      ) WITH ORDINALITY AS list (id, client_id, as_of, content_hash, observations, place)
    ),
    newest AS (
      SELECT given.*, last.observation_id AS last_id, last.content_hash AS last_hash, last.recorded_at AS last_recorded_at
      FROM given
      LEFT JOIN LATERAL (
        SELECT observation_id, content_hash, recorded_at
        FROM cs.measure_observations
        WHERE client_id = given.client_id AND as_of = given.as_of
        ORDER BY recorded_at DESC
        LIMIT 1
      ) AS last ON true
    ),
    added AS (
      INSERT INTO cs.measure_observations
        (tenant_id, observation_id, client_id, as_of, recorded_at, content_hash, observations)
      -- Later than the row before it, even when the clock was set back.
      SELECT ${tenantId}, id, client_id, as_of, greatest(clock_timestamp(), last_recorded_at + interval '1 microsecond'),
             content_hash, observations
      FROM newest
      WHERE last_hash IS DISTINCT FROM content_hash
    )
    SELECT place, CASE WHEN last_hash = content_hash THEN last_id ELSE id END AS id FROM newest ORDER BY place
  `.execute(trx);
  const [, { rows: kept }] = await Promise.all([locked, recorded]);
  return kept.map(({ id }) => id);
}

/** Two who score one account take turns: what is newest must not change between reading and writing it. */
async function takeTurns(trx: Transaction<Tables>, clientIds: readonly ClientId[]): Promise<void> {
  await sql`
    SELECT FROM cs.accounts
    WHERE client_id = ANY(${clientIds})
    ORDER BY client_id
    FOR NO KEY UPDATE
  `.execute(trx);
}

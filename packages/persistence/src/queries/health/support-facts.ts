import type { ClientId, SurveyFactRow, TicketFactRow } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import { type FactsRequest, windowStart } from "./facts-request.ts";
import { groupByClient } from "./group-by-client.ts";

/** Of a ticket that is solved, nobody knows since when, no day is known on which it was open. */
export const notSolvedAtAnUnknownTime = sql`(solved_at IS NOT NULL OR status NOT IN ('solved', 'closed'))`;

type OfClient<Row> = Row & { clientId: ClientId };

/** Tickets of the last 365 days or still open on the day, and survey answers of the last 365 days. */
export async function supportFacts(trx: Transaction<Tables>, { clientIds, asOf, timeZone }: FactsRequest) {
  const since = windowStart(asOf, 365);
  const tickets = sql<OfClient<TicketFactRow>>`
    SELECT "clientId", "createdOn", CASE WHEN "solvedOn" <= ${asOf} THEN "solvedOn" END AS "solvedOn", priority,
           CASE WHEN "repliedOn" <= ${asOf} THEN "firstReplyMinutes" END AS "firstReplyMinutes", escalated
    FROM (
      SELECT client_id AS "clientId", external_id, priority, escalated,
             (created_at AT TIME ZONE ${timeZone})::date AS "createdOn",
             (solved_at AT TIME ZONE ${timeZone})::date AS "solvedOn",
             (first_replied_at AT TIME ZONE ${timeZone})::date AS "repliedOn",
             (extract(epoch FROM first_replied_at - created_at) / 60)::double precision AS "firstReplyMinutes"
      FROM cs.tickets
      WHERE client_id = ANY(${clientIds}) AND ${notSolvedAtAnUnknownTime}
    ) AS dated
    WHERE "createdOn" <= ${asOf} AND ("createdOn" >= ${since} OR "solvedOn" IS NULL OR "solvedOn" > ${asOf})
    ORDER BY "createdOn", external_id
  `;
  const surveys = sql<OfClient<SurveyFactRow>>`
    SELECT "clientId", kind, score, "respondedOn"
    FROM (
      SELECT client_id AS "clientId", external_id, kind, score,
             (responded_at AT TIME ZONE ${timeZone})::date AS "respondedOn"
      FROM cs.survey_responses
      WHERE client_id = ANY(${clientIds})
    ) AS dated
    WHERE "respondedOn" BETWEEN ${since} AND ${asOf}
    ORDER BY "respondedOn", external_id
  `;
  const [ticketsOf, surveysOf] = await Promise.all([
    tickets.execute(trx).then(({ rows }) => groupByClient(rows)),
    surveys.execute(trx).then(({ rows }) => groupByClient(rows)),
  ]);
  return (clientId: ClientId) => ({ tickets: ticketsOf(clientId), surveys: surveysOf(clientId) });
}

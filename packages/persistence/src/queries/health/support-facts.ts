import type { ClientId, SurveyFactRow, TicketFactRow } from "@cs/models";
import { sql } from "kysely";
import type { RowsOf } from "../rows-together.ts";
import { type FactsRequest, windowStart } from "./facts-request.ts";
import { groupByClient, type OfClient } from "./group-by-client.ts";

/** Of a ticket that is solved, nobody knows since when, no day is known on which it was open. */
export const notSolvedAtAnUnknownTime = sql`(solved_at IS NOT NULL OR status NOT IN ('solved', 'closed'))`;

/** Tickets of the last 365 days or still open on the day, and survey answers of the last 365 days. */
export function supportQueries({ clientIds, asOf, timeZone }: FactsRequest) {
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
  return { tickets, surveys };
}

/** The same by account. */
export function supportFacts(rows: RowsOf<ReturnType<typeof supportQueries>>) {
  const [ticketsOf, surveysOf] = [groupByClient(rows.tickets), groupByClient(rows.surveys)];
  return (clientId: ClientId) => ({ tickets: ticketsOf(clientId), surveys: surveysOf(clientId) });
}

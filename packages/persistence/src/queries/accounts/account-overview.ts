import type { ClientId, Instant, SurveyKind, TicketPriority } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import type { FactsRequest } from "../health/facts-request.ts";
import { groupByClient, type OfClient } from "../health/group-by-client.ts";
import { notSolvedAtAnUnknownTime } from "../health/support-facts.ts";
import { instantOf, rowsTogether } from "../rows-together.ts";

/** Facts behind an overview that the health facts do not hold. */
export interface OverviewRow {
  readonly openTickets: readonly {
    readonly priority: TicketPriority | null;
    readonly count: number;
    readonly oldest: Instant;
  }[];
  readonly contacts: readonly {
    readonly fullName: string;
    readonly title: string | null;
    readonly roles: readonly string[];
  }[];
  readonly lastSurvey: { readonly kind: SurveyKind; readonly score: number; readonly respondedAt: Instant } | null;
  /** When the newest fact of each kind arrived here. */
  readonly recordedAt: Readonly<Record<"subscriptions" | "usage" | "tickets" | "surveys", Instant | null>>;
}

const neverRecorded = { subscriptions: null, usage: null, tickets: null, surveys: null };

/** Open tickets, people present and last survey answers of accounts on a day, and how fresh their facts are. */
export async function accountOverviews(
  trx: Transaction<Tables>,
  { clientIds, asOf, timeZone }: FactsRequest,
): Promise<Map<ClientId, OverviewRow>> {
  const end = sql`(${asOf}::date + 1)::timestamp AT TIME ZONE ${timeZone}`;
  const tickets = sql<OfClient<OverviewRow["openTickets"][number]>>`
    SELECT client_id AS "clientId", priority, count(*) AS count, min(created_at) AS oldest
    FROM cs.tickets
    WHERE client_id = ANY(${clientIds}) AND created_at < ${end} AND (solved_at IS NULL OR solved_at >= ${end})
      AND ${notSolvedAtAnUnknownTime}
    GROUP BY client_id, priority
    ORDER BY priority
  `;
  const contacts = sql<OfClient<OverviewRow["contacts"][number]>>`
    SELECT client_id AS "clientId", full_name AS "fullName", title, roles
    FROM unnest(${clientIds}::text[]) AS asked (asked_id)
    CROSS JOIN LATERAL (
      SELECT client_id, full_name, title, roles
      FROM cs.contacts
      WHERE client_id = asked_id AND (departed_on IS NULL OR departed_on > ${asOf})
      ORDER BY full_name, external_id
      LIMIT 20
    ) AS present
  `;
  const surveys = sql<OfClient<NonNullable<OverviewRow["lastSurvey"]>>>`
    SELECT DISTINCT ON (client_id) client_id AS "clientId", kind, score, responded_at AS "respondedAt"
    FROM cs.survey_responses
    WHERE client_id = ANY(${clientIds}) AND responded_at < ${end}
    ORDER BY client_id, responded_at DESC, external_id
  `;
  const recorded = sql<OfClient<OverviewRow["recordedAt"]>>`
    SELECT client_id AS "clientId",
      (SELECT max(recorded_at) FROM cs.subscriptions WHERE client_id = asked.client_id) AS subscriptions,
      (SELECT max(recorded_at) FROM cs.usage_daily WHERE client_id = asked.client_id) AS usage,
      (SELECT max(recorded_at) FROM cs.tickets WHERE client_id = asked.client_id) AS tickets,
      (SELECT max(recorded_at) FROM cs.survey_responses WHERE client_id = asked.client_id) AS surveys
    FROM unnest(${clientIds}::text[]) AS asked (client_id)
  `;
  const rows = await rowsTogether(trx, { tickets, contacts, surveys, recorded });
  const [ticketsOf, contactsOf] = [groupByClient(rows.tickets), groupByClient(rows.contacts)];
  const [surveysOf, recordedOf] = [groupByClient(rows.surveys), groupByClient(rows.recorded)];
  return new Map(
    clientIds.map((clientId) => {
      const [survey] = surveysOf(clientId);
      const [recordedAt = neverRecorded] = recordedOf(clientId);
      const row = {
        openTickets: ticketsOf(clientId).map((each) => ({ ...each, oldest: instantOf(each.oldest) })),
        contacts: contactsOf(clientId),
        lastSurvey: survey ? { ...survey, respondedAt: instantOf(survey.respondedAt) } : null,
        recordedAt: {
          subscriptions: instantOrNull(recordedAt.subscriptions),
          usage: instantOrNull(recordedAt.usage),
          tickets: instantOrNull(recordedAt.tickets),
          surveys: instantOrNull(recordedAt.surveys),
        },
      };
      return [clientId, row];
    }),
  );
}

function instantOrNull(value: string | null): Instant | null {
  return value === null ? null : instantOf(value);
}

import type { CalendarDate, ClientId, Instant, SurveyKind, TicketPriority } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

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

export interface OverviewRequest {
  readonly clientId: ClientId;
  readonly asOf: CalendarDate;
  readonly timeZone: string;
}

/** Open tickets, people present and last survey answer of an account on a day, and how fresh its facts are. */
export async function accountOverview(trx: Transaction<Tables>, request: OverviewRequest): Promise<OverviewRow> {
  const { clientId, asOf, timeZone } = request;
  const end = sql`(${asOf}::date + 1)::timestamp AT TIME ZONE ${timeZone}`;
  const tickets = await sql<OverviewRow["openTickets"][number]>`
    SELECT priority, count(*) AS count, min(created_at) AS oldest
    FROM cs.tickets
    WHERE client_id = ${clientId} AND created_at < ${end} AND (solved_at IS NULL OR solved_at >= ${end})
    GROUP BY priority
    ORDER BY priority
  `.execute(trx);
  const contacts = await sql<OverviewRow["contacts"][number]>`
    SELECT full_name AS "fullName", title, roles
    FROM cs.contacts
    WHERE client_id = ${clientId} AND (departed_on IS NULL OR departed_on > ${asOf})
    ORDER BY full_name, external_id
    LIMIT 20
  `.execute(trx);
  const survey = await sql<NonNullable<OverviewRow["lastSurvey"]>>`
    SELECT kind, score, responded_at AS "respondedAt"
    FROM cs.survey_responses
    WHERE client_id = ${clientId} AND responded_at < ${end}
    ORDER BY responded_at DESC, external_id
    LIMIT 1
  `.execute(trx);
  const recorded = await sql<OverviewRow["recordedAt"]>`
    SELECT
      (SELECT max(recorded_at) FROM cs.subscriptions WHERE client_id = ${clientId}) AS subscriptions,
      (SELECT max(recorded_at) FROM cs.usage_daily WHERE client_id = ${clientId}) AS usage,
      (SELECT max(recorded_at) FROM cs.tickets WHERE client_id = ${clientId}) AS tickets,
      (SELECT max(recorded_at) FROM cs.survey_responses WHERE client_id = ${clientId}) AS surveys
  `.execute(trx);
  return {
    openTickets: tickets.rows,
    contacts: contacts.rows,
    lastSurvey: survey.rows[0] ?? null,
    recordedAt: recorded.rows[0] ?? { subscriptions: null, usage: null, tickets: null, surveys: null },
  };
}

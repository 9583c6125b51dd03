import type { CalendarDate, ChampionUse, ClientId, HourOfUse } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";

export interface UsagePatternsRequest {
  readonly clientId: ClientId;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** IANA zone of the tenant. */
  readonly timeZone: string;
}

/** When in the week an account is in use, and its champions. */
export interface UsagePatterns {
  readonly hours: readonly HourOfUse[];
  /** Those who have not departed by the last day. */
  readonly champions: readonly ChampionUse[];
  /** Whether any user that usage names is a contact of the account, by email or by external id. */
  readonly usersAreContacts: boolean;
}

/** Reads the events themselves: only they carry a time of day. */
export async function usagePatterns(trx: Transaction<Tables>, request: UsagePatternsRequest): Promise<UsagePatterns> {
  const { clientId, from, to, timeZone } = request;
  const hours = await sql<HourOfUse>`
    SELECT extract(isodow FROM local)::int AS weekday, extract(hour FROM local)::int AS hour,
           sum(quantity)::bigint AS events
    FROM cs.usage_events, LATERAL (SELECT occurred_at AT TIME ZONE ${timeZone} AS local) AS clock
    WHERE client_id = ${clientId} AND quantity > 0
      AND occurred_at >= ${from}::timestamp AT TIME ZONE ${timeZone}
      AND occurred_at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}
    GROUP BY weekday, hour
  `.execute(trx);
  const used = sql`
    SELECT lower(user_ref) AS name, max(day) AS day
    FROM cs.usage_users_daily WHERE client_id = ${clientId} AND day <= ${to} GROUP BY name
  `;
  const namedAs = sql`used.name IN (lower(contact.email), lower(contact.external_id))`;
  const champions = await sql<ChampionUse>`
    WITH used AS (${used})
    SELECT full_name AS "fullName", title, (SELECT max(day) FROM used WHERE ${namedAs}) AS "lastUsedOn"
    FROM cs.contacts AS contact
    WHERE client_id = ${clientId} AND 'champion' = ANY(roles) AND (departed_on IS NULL OR departed_on > ${to})
    ORDER BY "lastUsedOn" NULLS FIRST, full_name
    LIMIT 20
  `.execute(trx);
  const matched = await sql<{ matched: boolean }>`
    WITH used AS (${used})
    SELECT EXISTS (
      SELECT FROM used JOIN cs.contacts AS contact ON ${namedAs} WHERE contact.client_id = ${clientId}
    ) AS matched
  `.execute(trx);
  return { hours: hours.rows, champions: champions.rows, usersAreContacts: matched.rows[0]?.matched ?? false };
}

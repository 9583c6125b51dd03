import { type CalendarDate, type ClientId, InvalidInputError, type Segment } from "@cs/models";
import { type RawBuilder, sql, type Transaction } from "kysely";
import type { MilestoneVersion } from "../../repositories/milestone-repository.ts";
import type { Tables } from "../../schema/tables.ts";
import { customersOn } from "../accounts/customers-on.ts";

/** Whose milestones, as known on which day: of one account, or of the customers of that day. */
export interface MilestoneFactsRequest {
  readonly clientId?: ClientId | undefined;
  readonly segment?: Segment | undefined;
  readonly asOf: CalendarDate;
  readonly milestones: readonly MilestoneVersion[];
}

/** An account that may reach milestones. */
export interface MilestoneAccount {
  readonly clientId: ClientId;
  readonly customerSince: CalendarDate | null;
  /** Whether it uses the product and no event names a user. */
  readonly namesNobody: boolean;
}

export interface MilestoneDay {
  readonly milestoneId: string;
  readonly clientId: ClientId;
  readonly achievedOn: CalendarDate;
}

export interface MilestoneFacts {
  readonly accounts: readonly MilestoneAccount[];
  /** What follows from the days of use as they are known now. */
  readonly reached: readonly MilestoneDay[];
  /** What was stored before, of the same versions. */
  readonly stored: readonly MilestoneDay[];
}

/** More answers than this are no longer held in memory at once. */
const most = 400_000;

/**
 * The days on which accounts reached milestones, from the days of use that are kept. A fixed number of statements
 * whatever the number of accounts and milestones.
 *
 * @throws InvalidInputError when accounts times milestones are more than 400,000.
 */
export async function milestoneFacts(
  trx: Transaction<Tables>,
  request: MilestoneFactsRequest,
): Promise<MilestoneFacts> {
  const { asOf, milestones } = request;
  const asked = sql`asked AS MATERIALIZED (${accountsOf(request)})`;
  const accounts = await sql<MilestoneAccount>`
    WITH ${asked}
    SELECT client_id AS "clientId", customer_since AS "customerSince",
           EXISTS (SELECT FROM cs.usage_daily WHERE client_id = asked.client_id AND day <= ${asOf} AND events > 0)
           AND NOT EXISTS (SELECT FROM cs.usage_users_daily WHERE client_id = asked.client_id AND day <= ${asOf})
             AS "namesNobody"
    FROM asked
    ORDER BY client_id
  `.execute(trx);
  if (accounts.rows.length * milestones.length > most) throw tooMany();
  const ofUsers = milestones.filter(({ milestone }) => milestone.kind === "active_users");
  const ofEvents = milestones.filter(({ milestone }) => milestone.kind !== "active_users");
  const byEvents = await eventDays(trx, { asked, asOf, milestones: ofEvents });
  const byUsers = await userDays(trx, { asked, asOf, milestones: ofUsers });
  const stored = await sql<MilestoneDay>`
    WITH ${asked}
    SELECT milestone_id AS "milestoneId", client_id AS "clientId", min(achieved_on) AS "achievedOn"
    FROM cs.milestone_achievements
    JOIN asked USING (client_id)
    JOIN ${tableOf(milestones)} ON (id, milestone.version) = (milestone_id, milestone_achievements.version)
    WHERE achieved_on <= ${asOf}
    GROUP BY milestone_id, client_id
  `.execute(trx);
  return { accounts: accounts.rows, reached: [...byEvents, ...byUsers], stored: stored.rows };
}

interface Reaching {
  readonly asked: RawBuilder<unknown>;
  readonly asOf: CalendarDate;
  readonly milestones: readonly MilestoneVersion[];
}

/**
 * The first days on which so many events had come together; a first use is the first event. Events are added up once, by
 * feature and over all, and every milestone is met on the day on which its sum passes the number.
 */
async function eventDays(trx: Transaction<Tables>, { asked, asOf, milestones }: Reaching): Promise<MilestoneDay[]> {
  const features = milestones.flatMap(({ milestone }) => milestone.feature ?? []);
  const ofAll = features.length < milestones.length;
  const { rows } = await sql<MilestoneDay>`
    WITH ${asked},
    daily AS (
      SELECT client_id, customer_since, feature, day, events
      FROM asked JOIN cs.usage_daily USING (client_id)
      WHERE day <= ${asOf} AND events > 0 AND feature = ANY(${features})
      UNION ALL
      SELECT client_id, customer_since, '', day, sum(events)
      FROM asked JOIN cs.usage_daily USING (client_id)
      WHERE day <= ${asOf} AND events > 0 AND ${ofAll}
      GROUP BY client_id, customer_since, day
    ),
    sums AS (
      SELECT *, sum(events) OVER earlier AS total, sum(events) FILTER (WHERE day >= customer_since) OVER earlier AS since
      FROM daily
      WINDOW earlier AS (PARTITION BY client_id, feature ORDER BY day)
    )
    SELECT id AS "milestoneId", client_id AS "clientId", day AS "achievedOn"
    FROM sums JOIN ${tableOf(milestones)} ON coalesce(milestone.feature, '') = sums.feature
    WHERE CASE
      WHEN days IS NULL THEN total >= count AND total - events < count
      ELSE day >= customer_since AND day < customer_since + days AND since >= count AND since - events < count
    END
  `.execute(trx);
  return rows;
}

/**
 * The first days on which so many users had used the product within the window. Each user counts from a day of use until
 * the window has passed without another: the sum of who comes and who goes is the number of users.
 */
async function userDays(trx: Transaction<Tables>, { asked, asOf, milestones }: Reaching): Promise<MilestoneDay[]> {
  const windows = [...new Set(milestones.map(({ milestone }) => milestone.days))];
  const { rows } = await sql<MilestoneDay>`
    WITH ${asked},
    used AS (
      SELECT client_id, day, lag(day) OVER uses AS before, lead(day) OVER uses AS after
      FROM asked JOIN cs.usage_users_daily USING (client_id)
      WHERE day <= ${asOf} AND ${windows.length > 0}
      WINDOW uses AS (PARTITION BY client_id, user_ref ORDER BY day)
    ),
    spans AS (SELECT unnest(${windows}::int[]) AS span),
    changes AS (
      SELECT span, client_id, day, 1 AS change FROM used, spans WHERE before IS NULL OR before + span < day
      UNION ALL
      SELECT span, client_id, day + span, -1 FROM used, spans WHERE after IS NULL OR after > day + span
    ),
    sums AS (
      SELECT span, client_id, day, sum(sum(change)) OVER (PARTITION BY span, client_id ORDER BY day) AS users
      FROM changes
      GROUP BY span, client_id, day
    )
    SELECT id AS "milestoneId", client_id AS "clientId", min(day) AS "achievedOn"
    FROM sums JOIN ${tableOf(milestones)} ON days = span
    WHERE users >= count
    GROUP BY id, client_id
  `.execute(trx);
  return rows;
}

/** One account whatever it is, or the customers of the day. */
function accountsOf({ clientId, segment, asOf }: MilestoneFactsRequest): RawBuilder<unknown> {
  if (clientId === undefined) return customersOn(asOf, { segment });
  return sql`SELECT client_id, customer_since FROM cs.accounts WHERE client_id = ${clientId} AND deleted_at IS NULL`;
}

/** The milestones as a table `milestone` of id, version, feature, count and days. */
function tableOf(milestones: readonly MilestoneVersion[]): RawBuilder<unknown> {
  const column = <Value>(of: (each: MilestoneVersion) => Value) => milestones.map(of);
  return sql`unnest(
    ${column(({ milestone }) => milestone.id)}::text[], ${column(({ version }) => version)}::int[],
    ${column(({ milestone }) => milestone.feature)}::text[], ${column(({ milestone }) => milestone.count ?? 1)}::bigint[],
    ${column(({ milestone }) => milestone.days)}::int[]
  ) AS milestone (id, version, feature, count, days)`;
}

function tooMany(): InvalidInputError {
  return new InvalidInputError(`There are more than ${most.toLocaleString("en-US")} accounts times milestones.`, {
    field: "milestoneIds",
    hint: "Ask for fewer milestones, or for one segment at a time.",
  });
}

import type pg from "pg";

export interface StoreSize {
  readonly accounts: number;
  readonly events: number;
}

/** The day on which the facts end. */
export const lastDay = "2026-06-30";
/** Days over which the events spread. */
const days = 180;
/** Events of an account on each day it is used. */
const perDay = 2;

/**
 * Fills the tables of a tenant by SQL, as its owner: facts in the shares of a usual portfolio, and events of which each
 * account has as many as the next. The days of use are the product's own count of them. Returns the seconds it took.
 */
export async function fillStore(owner: pg.Client, tenantId: string, { accounts, events }: StoreSize): Promise<number> {
  const started = performance.now();
  const run = (statement: string) => owner.query(statement.replaceAll("$tenant", owner.escapeLiteral(tenantId)));
  await run("SELECT set_config('cs.tenant_id', $tenant, false)");
  await run("SET TimeZone = 'UTC'; SET work_mem = '256MB'; SET maintenance_work_mem = '256MB'");
  for (const statement of factsOf(accounts)) await run(statement);
  for (const statement of usageOf(accounts, Math.floor(events / accounts))) await run(statement);
  await run("SELECT cs.rebuild_usage_days($tenant)");
  await owner.query("VACUUM ANALYZE");
  return (performance.now() - started) / 1000;
}

/** An id of the shape the product gives: a prefix and 26 characters that sort in the order of creation. */
const idOf = (number: string) => `'cs_01bench' || lpad((${number})::text, 19, '0')`;
const keys = (kind: string) => `$tenant, ${idOf("n")}, 'bench', '${kind}-' || n`;
const of = (accounts: number) => `generate_series(1, ${accounts}) AS n`;

function factsOf(accounts: number): string[] {
  const each = of(accounts);
  const several = (many: number) => `${each}, generate_series(1, ${many}) AS k`;
  const columns = "tenant_id, client_id, source, external_id, content_hash";
  const numbered = (kind: string) => `${keys(kind)} || '-' || k, ''`;
  const day = `date '${lastDay}'`;
  return [
    `INSERT INTO cs.accounts (tenant_id, client_id, client_name, domains, segment, csm, lifecycle_stage, plan_tier, customer_since)
     SELECT $tenant, ${idOf("n")}, (ARRAY['Birch','Cedar','Delta','Ember','Fjord'])[1 + n % 5] || ' Works ' || n * 7919 % ${accounts},
            ARRAY['works' || n || '.example'], (ARRAY['enterprise','mid_market','smb','startup'])[1 + n % 4],
            'CSM ' || n % 40, 'adoption', (ARRAY['starter','standard','professional','enterprise'])[1 + n % 4],
            ${day} - 400 - n % 700
     FROM ${each}`,
    `INSERT INTO cs.external_refs (tenant_id, client_id, source, external_id) SELECT ${keys("A")} FROM ${each}`,
    `INSERT INTO cs.contracts (${columns}, type, start_date, end_date, notice_days, auto_renew)
     SELECT ${keys("C")}, '', 'subscription', ${day} - 300 - n % 60, ${day} + 1 + n % 360, 60, n % 3 > 0 FROM ${each}`,
    `INSERT INTO cs.subscriptions (${columns}, product, start_date, end_date, seats, arr, currency, auto_renew)
     SELECT ${numbered("S")}, 'core', ${day} - 300 - n % 60, ${day} + 1 + n % 360, 20 + n % 50, 100000 * (1 + n % 97), 'USD', true
     FROM ${several(2)}`,
    `INSERT INTO cs.contacts (${columns}, full_name, roles)
     SELECT ${numbered("P")}, 'Person ' || k, CASE k WHEN 1 THEN ARRAY['champion'] ELSE '{}' END FROM ${several(3)}`,
    `INSERT INTO cs.tickets (${columns}, subject, priority, status, created_at, first_replied_at, solved_at, escalated)
     SELECT ${numbered("T")}, 'Question', 'P' || (n + k) % 5, CASE WHEN k = 1 THEN 'open' ELSE 'solved' END, at, at + interval '2 hours',
            CASE WHEN k > 1 THEN at + interval '2 days' END, n % 10 = 0
     FROM ${several(4)}, LATERAL (SELECT ${day} - (k * 37 + n % 30) * interval '1 day' AS at) AS opened`,
    `INSERT INTO cs.survey_responses (${columns}, kind, score, responded_at)
     SELECT ${numbered("R")}, 'nps', (n + k) % 11, ${day} - (k * 90 + n % 60) * interval '1 day' FROM ${several(2)}`,
    `INSERT INTO cs.invoices (${columns}, issued_on, due_on, paid_on, amount, currency, status)
     SELECT ${numbered("I")}, day, day + 30, day + 20 + n % 20, 100000, 'USD', 'paid'
     FROM ${several(4)}, LATERAL (SELECT ${day} - k * 80 AS day) AS issued`,
    `INSERT INTO cs.data_coverage (tenant_id, source, kind, covers_from, covers_to)
     SELECT $tenant, 'bench', kind, ${day} - 800, ${day}
     FROM unnest(ARRAY['customers','contacts','contracts','subscriptions','usage','tickets','surveyResponses','invoices']) AS kind`,
  ];
}

/** Account by account in the order of time, so that keys go in sorted, as fast as these tables take them. */
function usageOf(accounts: number, perAccount: number): string[] {
  const used = Math.ceil(perAccount / perDay);
  const minutes = (name: string) => `
    ${name} AS (
      SELECT n, k, timestamptz '${lastDay} 08:00:00+00' - (${used} - 1 - (k - 1) / ${perDay}) * ${days / used} * interval '1 day'
                   + (k % ${perDay}) * interval '1 hour' + n % 60 * interval '1 minute' AS at
      FROM ${of(accounts)}, generate_series(1, ${perAccount}) AS k
    )`;
  return [
    `SELECT cs.add_usage_months(array_agg(date '${lastDay}' - day)) FROM generate_series(0, ${days}) AS day`,
    `WITH ${minutes("events")}
     INSERT INTO cs.usage_events (tenant_id, client_id, source, external_id, occurred_at, feature, quantity, duration_seconds, errors, user_ref)
     SELECT $tenant, ${idOf("n")}, 'bench', 'evt-' || lpad(n::text, 6, '0') || '-' || lpad(k::text, 4, '0'), at, 'feature_' || k / 4 % 10, 1 + k % 3, 60, k % 2, 'user-' || n || '-' || k / 4 % 20
     FROM events`,
    `WITH ${minutes("events")}
     INSERT INTO cs.usage_event_keys (tenant_id, source, external_id, client_id, occurred_at, content_hash)
     SELECT $tenant, 'bench', 'evt-' || lpad(n::text, 6, '0') || '-' || lpad(k::text, 4, '0'), ${idOf("n")}, at, repeat('0123456789abcdef', 4) FROM events`,
  ];
}

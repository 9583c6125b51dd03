import { defaultScorecard } from "@cs/health-engine";
import { addDays, factKinds, type Scorecard, seededNumbers } from "@cs/models";
import type { TestStore } from "@cs/testing";
import { scorePortfolio } from "../src/index.ts";
import { cover } from "./fixtures.ts";

/** What `identify_churn_risk` answers, as far as tests read it. */
export interface RiskAnswer {
  readonly rankedBy: string | null;
  readonly rankedByReason: string | null;
  readonly probabilityReason: string | null;
  readonly model: { readonly modelId: string; readonly signal: string; readonly untested: string | null } | null;
  readonly totals: {
    readonly all: Group;
    readonly atRisk: Group;
    readonly optOutDue: Group;
    readonly expectedLeavers: number | null;
    readonly expectedArrLost: Group["arr"] | null;
  } | null;
  readonly accounts: readonly {
    readonly place: number;
    readonly clientId: string;
    readonly clientName: string;
    readonly band: string;
    readonly score: number | null;
    readonly daysToOptOut: number | null;
    readonly optOutReason: string | null;
    readonly logOdds: number | null;
    readonly probability: number | null;
    readonly reasons: readonly string[];
    readonly evidence: readonly { readonly measure: string; readonly value: number | null; readonly effect: number }[];
  }[];
  readonly recorded: { readonly stored: number; readonly unchanged: number } | null;
  readonly predictions: readonly { readonly predictionId: string; readonly score: number | null }[];
  readonly total: number;
  readonly nextCursor: string | null;
}
interface Group {
  readonly accounts: number;
  readonly arr: readonly { readonly amount: number; readonly currency: string }[];
}

export function riskIn(store: TestStore, input: object = {}): Promise<RiskAnswer> {
  return store.run("identify_churn_risk", input) as Promise<object> as Promise<RiskAnswer>;
}

/** How a world is made up. */
interface World {
  readonly accounts: number;
  readonly months: number;
  readonly seed?: number;
  /** What a point of trouble adds to the log-odds of deciding to leave in a month. */
  readonly effect?: number;
}

export const worldAsOf = "2024-06-30";

/** Use is all that is known here, so a scorecard of more measures would give no score. */
const usageOnly: Scorecard = {
  ...defaultScorecard,
  id: "usage_only",
  version: 1,
  groups: defaultScorecard.groups.filter(({ id }) => id === "usage"),
  caps: [],
};

/**
 * Customers with a trouble that stays (-1 to 1): the more of it, the fewer days of use, and the likelier they decide to
 * leave in a month, which ends their subscription a month later. Written as the product stores it. Who is there on the
 * last day is scored. Every tenth contract can be left until ten days later.
 */
export async function makeWorld(store: TestStore, { accounts, months, seed = 1, effect = 2.5 }: World): Promise<void> {
  const random = seededNumbers(seed);
  const first = Date.UTC(2024, 6 - months, 1);
  const monthStart = (month: number) => new Date(Date.UTC(2024, 6 - months + month, 1)).toISOString().slice(0, 10);
  const start = new Date(first).toISOString().slice(0, 10);
  const people: object[] = [];
  const losses: object[] = [];
  const use: object[] = [];
  for (let n = 0; n < accounts; n++) {
    const id = `cs_${String(n).padStart(26, "0")}`;
    const trouble = 2 * random() - 1;
    let left: string | null = null;
    for (let month = 0; month < months && left === null; month++) {
      const days = Math.max(0, Math.min(27, Math.round(13 - 10 * trouble + 4 * (random() - 0.5))));
      for (let day = 0; day < days; day++) use.push({ id, day: addDays(monthStart(month), day) });
      if (random() < 1 / (1 + Math.exp(4 - effect * trouble))) left = addDays(monthStart(month), 27);
    }
    const ends = left === null ? null : addDays(left, 30);
    people.push({ id, name: `Account ${n}`, csm: `CSM ${n % 4}`, start, ends, arr: 1000 * (n + 1) });
    if (left !== null) losses.push({ id, left, ends });
  }
  const insert = (statement: string, rows: readonly object[]) =>
    store.query(statement, [store.tenantId, JSON.stringify(rows)]);
  await insert(
    `INSERT INTO cs.accounts (tenant_id, client_id, client_name, domains, segment, csm, customer_since)
     SELECT $1, id, name, '{}', 'smb', csm, start FROM jsonb_to_recordset($2) AS r (id text, name text, csm text, start date)`,
    people,
  );
  await insert(
    `INSERT INTO cs.subscriptions (tenant_id, client_id, source, external_id, content_hash, product, start_date, end_date, seats, arr, currency)
     SELECT $1, id, 'crm', id, 'h', 'P', start, ends, 10, arr, 'USD'
     FROM jsonb_to_recordset($2) AS r (id text, start date, ends date, arr bigint)`,
    people,
  );
  await insert(
    `INSERT INTO cs.contracts (tenant_id, client_id, source, external_id, content_hash, type, start_date, end_date, notice_days)
     SELECT $1, id, 'crm', id, 'h', 'subscription', start, '2024-08-09', 30
     FROM jsonb_to_recordset($2) AS r (id text, start date, ends date) WHERE ends IS NULL AND right(id, 1) = '0'`,
    people,
  );
  await insert(
    `INSERT INTO cs.churn_events (tenant_id, client_id, source, external_id, content_hash, decision_date, effective_date, type)
     SELECT $1, id, 'crm', id, 'h', "left", ends, 'full' FROM jsonb_to_recordset($2) AS r (id text, "left" date, ends date)`,
    losses,
  );
  await insert(
    `INSERT INTO cs.usage_daily (tenant_id, client_id, day, feature, events, recorded_at)
     SELECT $1, id, day, 'reports', 3, now() FROM jsonb_to_recordset($2) AS r (id text, day date)`,
    use,
  );
  await cover(store, start, worldAsOf, factKinds);
  await store.persistence.write(store.tenantId, async (tx) => {
    await tx.scorecards.publish(usageOnly);
    await tx.scorecards.publishRules([{ scorecardId: usageOnly.id }]);
  });
  await scorePortfolio({ persistence: store.persistence, tenantId: store.tenantId, asOf: worldAsOf });
}

import type { EvalTask, ReferenceCall } from "../task.ts";
import { day, of, portfolio } from "./statements.ts";

const list = (input: object): ReferenceCall => ({ tool: "list_clients", input: () => input });

const overview = (name: string, input: object = {}): ReferenceCall => ({
  tool: "get_client_overview",
  input: (client) => ({ clientId: client(name), ...input }),
});

const engagement = (name: string): ReferenceCall => ({
  tool: "track_usage_engagement",
  input: (client) => ({ clientId: client(name) }),
});

const trends = (input: object): ReferenceCall => ({ tool: "analyze_health_trends", input: () => input });

const atRisk = ["Coral Clinics", "Walnut Retail", "Zephyr Freight"];

const scoreOn = (name: string, on: string) =>
  `SELECT score FROM cs.health_standings WHERE as_of <= '${on}' AND ${of(name)} ORDER BY as_of DESC LIMIT 1`;

const change = `(
  SELECT client_name AS name, (array_agg(score ORDER BY as_of DESC))[1] - (array_agg(score ORDER BY as_of))[1] AS difference
  FROM cs.health_standings JOIN cs.accounts USING (tenant_id, client_id)
  WHERE score IS NOT NULL AND as_of BETWEEN '2026-01-01' AND ${day} GROUP BY client_name
) AS change`;

/** Questions that several answers must be put together for. */
export const judgementTasks: readonly EvalTask[] = [
  {
    id: "largest-fall",
    question: "Whose health score fell the most in the first half of 2026?",
    facts: { texts: `SELECT name FROM ${change} ORDER BY difference LIMIT 1` },
    onlyThese: true,
    calls: [trends({ from: "2026-01-01", to: "2026-06-30" })],
  },
  {
    id: "fall-of-marble",
    question: "What was Marble Publishing's health score at the beginning of April 2026, and what is it now?",
    facts: {
      numbers: `(${scoreOn("Marble Publishing", "2026-04-01")}) UNION ALL (${scoreOn("Marble Publishing", "2026-06-30")})`,
    },
    calls: [
      list({ search: "Marble Publishing" }),
      overview("Marble Publishing", { asOf: "2026-04-01" }),
      overview("Marble Publishing"),
    ],
  },
  {
    id: "soonest-at-risk-renewal",
    question: "Of the at-risk accounts, which one renews first, and when?",
    facts: {
      texts: `SELECT name FROM ${portfolio} WHERE band = 'at_risk' ORDER BY renewal LIMIT 1`,
      dates: `SELECT min(renewal) FROM ${portfolio} WHERE band = 'at_risk'`,
    },
    onlyThese: true,
    calls: [list({ bands: ["at_risk"], sort: "renewal", limit: 1 })],
  },
  {
    id: "largest-two-compared",
    question: "How much more ARR does Coral Clinics bring than Harbor Bank?",
    facts: {
      numbers: `SELECT (SELECT arr FROM ${portfolio} WHERE name = 'Coral Clinics') - (SELECT arr FROM ${portfolio} WHERE name = 'Harbor Bank')`,
    },
    concluded: true,
    calls: [list({ search: "Coral Clinics" }), list({ search: "Harbor Bank" })],
  },
  {
    id: "most-used-at-risk",
    question: "Which at-risk account had the most active people over the last 30 days, and how many were they?",
    facts: {
      texts: `SELECT name FROM ${portfolio} JOIN cs.usage_events USING (client_id) WHERE band = 'at_risk' AND occurred_at >= ${day} - 29 GROUP BY name ORDER BY count(DISTINCT user_ref) DESC LIMIT 1`,
      numbers: `SELECT count(DISTINCT user_ref) FROM ${portfolio} JOIN cs.usage_events USING (client_id) WHERE band = 'at_risk' AND occurred_at >= ${day} - 29 GROUP BY name ORDER BY 1 DESC LIMIT 1`,
    },
    concluded: true,
    onlyThese: true,
    calls: [list({ bands: ["at_risk"] }), ...atRisk.map(engagement)],
  },
  {
    id: "critical-departures",
    question: "Two of the critical accounts lost their champion. When did each champion leave?",
    facts: {
      dates: `SELECT departed_on FROM cs.contacts JOIN ${portfolio} USING (client_id) WHERE band = 'critical' AND 'champion' = ANY (roles) AND departed_on IS NOT NULL`,
    },
    calls: [
      list({ bands: ["critical"] }),
      ...["Marble Publishing", "Golden Retail"].map((name) => ({
        tool: "get_client_timeline",
        input: (client: (name: string) => string) => ({ clientId: client(name), types: ["contact_departed"] }),
      })),
    ],
  },
  {
    id: "still-cancellable",
    question: "Of the contracts that renew in the third quarter of 2026, which can still be cancelled?",
    facts: {
      texts: `SELECT name FROM ${portfolio} JOIN cs.contracts USING (client_id) WHERE renewal BETWEEN '2026-07-01' AND '2026-09-30' AND end_date = renewal AND end_date - notice_days >= ${day}`,
    },
    concluded: true,
    calls: [
      list({ renewalFrom: "2026-07-01", renewalTo: "2026-09-30" }),
      ...["Copper Bakeries", "Lantern Solar", "Bright Media", "Cobalt Health"].map((name) => overview(name)),
    ],
  },
  {
    id: "open-tickets-at-risk",
    question: "How many open tickets do the at-risk accounts have altogether?",
    facts: {
      numbers: `SELECT count(*) FROM cs.tickets JOIN ${portfolio} USING (client_id) WHERE band = 'at_risk' AND status NOT IN ('solved', 'closed')`,
    },
    concluded: true,
    calls: [list({ bands: ["at_risk"] }), ...atRisk.map((name) => overview(name))],
  },
];

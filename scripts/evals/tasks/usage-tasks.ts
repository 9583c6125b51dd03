import type { EvalTask, ReferenceCall } from "../task.ts";
import { day, of } from "./statements.ts";

const find = (search: string): ReferenceCall => ({ tool: "list_clients", input: () => ({ search }) });

const engagement = (name: string, input: object): ReferenceCall => ({
  tool: "track_usage_engagement",
  input: (client) => ({ clientId: client(name), ...input }),
});

const usersOf = (name: string, days: number) =>
  `SELECT count(DISTINCT user_ref) FROM cs.usage_events WHERE occurred_at >= ${day} - ${days - 1} AND ${of(name)}`;

/** Customers that a base counts: with a contract that covers the day. */
const adopters = (segment: string) => `
  SELECT feature, count(DISTINCT usage.client_id) AS adopters
  FROM cs.usage_events AS usage JOIN cs.accounts AS account USING (tenant_id, client_id)
  WHERE segment = '${segment}' AND occurred_at >= ${day} - 89
    AND EXISTS (SELECT FROM cs.contracts AS contract WHERE contract.client_id = usage.client_id AND start_date <= ${day} AND end_date > ${day})
  GROUP BY feature`;

/** Questions about use. */
export const usageTasks: readonly EvalTask[] = [
  {
    id: "monthly-users-of-zephyr",
    question: "How many different people used the product at Zephyr Freight in the last 30 days?",
    facts: { numbers: usersOf("Zephyr Freight", 30) },
    calls: [find("Zephyr Freight"), engagement("Zephyr Freight", {})],
  },
  {
    id: "weekly-users-of-coral",
    question: "How many people at Coral Clinics were active in the last 7 days?",
    facts: { numbers: usersOf("Coral Clinics", 7) },
    calls: [find("Coral Clinics"), engagement("Coral Clinics", {})],
  },
  {
    id: "may-events-of-maple",
    question: "How many usage events did Maple Insurance produce in May 2026?",
    facts: {
      numbers: `SELECT sum(quantity) FROM cs.usage_events WHERE occurred_at >= '2026-05-01' AND occurred_at < '2026-06-01' AND ${of("Maple Insurance")}`,
    },
    calls: [
      find("Maple Insurance"),
      engagement("Maple Insurance", { grain: "month", from: "2026-05-01", to: "2026-06-30" }),
    ],
  },
  {
    id: "errors-of-violet",
    question: "How many errors did users at Violet Learning run into in June 2026?",
    facts: {
      numbers: `SELECT sum(errors) FROM cs.usage_events WHERE occurred_at >= '2026-06-01' AND ${of("Violet Learning")}`,
    },
    calls: [
      find("Violet Learning"),
      engagement("Violet Learning", { grain: "month", from: "2026-06-01", to: "2026-06-30" }),
    ],
  },
  {
    id: "mid-market-favourite",
    question: "Which feature do most mid-market customers use, over the last 90 days?",
    facts: { texts: `SELECT feature FROM (${adopters("mid_market")}) AS used ORDER BY adopters DESC, feature LIMIT 1` },
    calls: [{ tool: "track_feature_adoption", input: () => ({ segment: "mid_market" }) }],
  },
  {
    id: "mid-market-webhooks",
    question: "How many mid-market customers have used webhooks in the last 90 days?",
    facts: { numbers: `SELECT adopters FROM (${adopters("mid_market")}) AS used WHERE feature = 'webhooks'` },
    calls: [{ tool: "track_feature_adoption", input: () => ({ segment: "mid_market", features: ["webhooks"] }) }],
  },
  {
    id: "busiest-month-of-olive",
    question: "In which month of 2026 did Olive Capital have the most usage events, and how many were they?",
    facts: {
      numbers: `SELECT max(events) FROM (SELECT sum(quantity) AS events FROM cs.usage_events WHERE occurred_at >= '2026-01-01' AND ${of("Olive Capital")} GROUP BY date_trunc('month', occurred_at)) AS months`,
    },
    calls: [
      find("Olive Capital"),
      engagement("Olive Capital", { grain: "month", from: "2026-01-01", to: "2026-06-30" }),
    ],
  },
];

import type { EvalTask } from "../task.ts";
import { portfolio } from "./statements.ts";

const list = (input: object) => ({ tool: "list_clients", input: () => input });

/** Questions about many accounts that one list answers. */
export const portfolioTasks: readonly EvalTask[] = [
  {
    id: "count-accounts",
    question: "How many accounts do we have, including those that left?",
    facts: { numbers: `SELECT count(*) FROM ${portfolio}` },
    calls: [list({})],
  },
  {
    id: "critical-accounts",
    question: "Which accounts are critical right now?",
    facts: { texts: `SELECT name FROM ${portfolio} WHERE band = 'critical'` },
    onlyThese: true,
    calls: [list({ bands: ["critical"] })],
  },
  {
    id: "at-risk-accounts",
    question: "List the accounts in the at-risk band, not the critical ones.",
    facts: { texts: `SELECT name FROM ${portfolio} WHERE band = 'at_risk'` },
    onlyThese: true,
    calls: [list({ bands: ["at_risk"] })],
  },
  {
    id: "arr-at-risk",
    question: "How much ARR sits in the at-risk band?",
    facts: { numbers: `SELECT sum(arr) FROM ${portfolio} WHERE band = 'at_risk'` },
    calls: [list({ bands: ["at_risk"] })],
  },
  {
    id: "too-little-data",
    question: "For how many accounts is there too little data to give a score?",
    facts: { numbers: `SELECT count(*) FROM ${portfolio} WHERE band = 'insufficient_data'` },
    calls: [list({ bands: ["insufficient_data"] })],
  },
  {
    id: "churned-accounts",
    question: "Which customers have we lost?",
    facts: { texts: `SELECT name FROM ${portfolio} WHERE stage = 'churned'` },
    onlyThese: true,
    calls: [list({ lifecycleStage: "churned" })],
  },
  {
    id: "largest-account",
    question: "Who is our largest customer by ARR, and how much do they pay a year?",
    facts: {
      texts: `SELECT name FROM ${portfolio} WHERE arr IS NOT NULL ORDER BY arr DESC LIMIT 1`,
      numbers: `SELECT max(arr) FROM ${portfolio}`,
    },
    onlyThese: true,
    calls: [list({ sort: "arr", limit: 1 })],
  },
  {
    id: "top-three-accounts",
    question: "Name the three accounts with the most ARR.",
    facts: { texts: `SELECT name FROM ${portfolio} WHERE arr IS NOT NULL ORDER BY arr DESC LIMIT 3` },
    onlyThese: true,
    calls: [list({ sort: "arr", limit: 3 })],
  },
  {
    id: "renewals-next-quarter",
    question: "Which contracts come up for renewal between the start of July and the end of September 2026?",
    facts: { texts: `SELECT name FROM ${portfolio} WHERE renewal BETWEEN '2026-07-01' AND '2026-09-30'` },
    onlyThese: true,
    calls: [list({ sort: "renewal", renewalFrom: "2026-07-01", renewalTo: "2026-09-30" })],
  },
  {
    id: "arr-renewing-next-quarter",
    question: "What is the total ARR that renews in the third quarter of 2026?",
    facts: { numbers: `SELECT sum(arr) FROM ${portfolio} WHERE renewal BETWEEN '2026-07-01' AND '2026-09-30'` },
    concluded: true,
    calls: [list({ renewalFrom: "2026-07-01", renewalTo: "2026-09-30" })],
  },
  {
    id: "next-renewal",
    question: "Which renewal is next, and on which day?",
    facts: {
      texts: `SELECT name FROM ${portfolio} WHERE renewal IS NOT NULL ORDER BY renewal LIMIT 1`,
      dates: `SELECT min(renewal) FROM ${portfolio}`,
    },
    onlyThese: true,
    calls: [list({ sort: "renewal", limit: 1 })],
  },
  {
    id: "enterprise-count",
    question: "How many enterprise accounts are on our books, gone ones included?",
    facts: { numbers: `SELECT count(*) FROM ${portfolio} WHERE segment = 'enterprise'` },
    calls: [list({ segment: "enterprise" })],
  },
  {
    id: "enterprise-in-trouble",
    question: "Is any enterprise account at risk or critical?",
    facts: { texts: `SELECT name FROM ${portfolio} WHERE segment = 'enterprise' AND band IN ('at_risk', 'critical')` },
    onlyThese: true,
    calls: [list({ segment: "enterprise", bands: ["at_risk", "critical"] })],
  },
  {
    id: "accounts-of-west",
    question: "How many accounts does CSM West have?",
    facts: { numbers: `SELECT count(*) FROM ${portfolio} WHERE csm = 'CSM West'` },
    calls: [list({ csm: "CSM West" })],
  },
  {
    id: "worst-of-east",
    question: "Which of CSM East's accounts has the lowest health score, and what is it?",
    facts: {
      texts: `SELECT name FROM ${portfolio} WHERE csm = 'CSM East' AND score IS NOT NULL ORDER BY score LIMIT 1`,
      numbers: `SELECT min(score) FROM ${portfolio} WHERE csm = 'CSM East'`,
    },
    onlyThese: true,
    calls: [list({ csm: "CSM East", sort: "health", limit: 1 })],
  },
  {
    id: "big-and-at-risk",
    question: "Which at-risk accounts bring in at least USD 30,000 a year?",
    facts: { texts: `SELECT name FROM ${portfolio} WHERE band = 'at_risk' AND arr >= 30000` },
    onlyThese: true,
    calls: [list({ bands: ["at_risk"], minimumArr: 3_000_000 })],
  },
  {
    id: "startups-excellent",
    question: "Which startups are in excellent health?",
    facts: { texts: `SELECT name FROM ${portfolio} WHERE segment = 'startup' AND band = 'excellent'` },
    onlyThese: true,
    calls: [list({ segment: "startup", bands: ["excellent"] })],
  },
  {
    id: "onboarding-now",
    question: "Who is still in onboarding?",
    facts: { texts: `SELECT name FROM ${portfolio} WHERE stage = 'onboarding'` },
    onlyThese: true,
    calls: [list({ lifecycleStage: "onboarding" })],
  },
];

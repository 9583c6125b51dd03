import type { EvalTask, ReferenceCall } from "../task.ts";
import { day, lines, of, portfolio } from "./statements.ts";

const find = (search: string): ReferenceCall => ({ tool: "list_clients", input: () => ({ search }) });

const overview = (name: string): ReferenceCall => ({
  tool: "get_client_overview",
  input: (client) => ({ clientId: client(name), responseFormat: "detailed" }),
});

const timeline = (name: string, input: object): ReferenceCall => ({
  tool: "get_client_timeline",
  input: (client) => ({ clientId: client(name), responseFormat: "detailed", ...input }),
});

/** Questions about one account, which must be found by its name first. */
export const accountTasks: readonly EvalTask[] = [
  {
    id: "arr-of-coral",
    question: "What does Coral Clinics pay us per year?",
    facts: { numbers: `SELECT sum(arr) / 100.0 FROM ${lines} AND ${of("Coral Clinics")}` },
    calls: [find("Coral Clinics")],
  },
  {
    id: "health-of-zephyr",
    question: "How healthy is Zephyr Freight? Give me the score.",
    facts: { numbers: `SELECT score FROM ${portfolio} WHERE name = 'Zephyr Freight'` },
    calls: [find("Zephyr Freight")],
  },
  {
    id: "opt-out-of-bright-media",
    question: "By which day does Bright Media have to give notice, or had to?",
    facts: {
      dates: `SELECT end_date - notice_days FROM cs.contracts WHERE ${of("Bright Media")} AND end_date > ${day}`,
    },
    calls: [find("Bright Media"), overview("Bright Media")],
  },
  {
    id: "days-to-opt-out-of-cobalt",
    question: "How many days are left before Cobalt Health's notice period ends?",
    facts: {
      numbers: `SELECT end_date - notice_days - ${day} FROM cs.contracts WHERE ${of("Cobalt Health")} AND end_date > ${day}`,
    },
    calls: [find("Cobalt Health"), overview("Cobalt Health")],
  },
  {
    id: "seats-of-harbor-bank",
    question: "How many seats has Harbor Bank bought?",
    facts: { numbers: `SELECT sum(seats) FROM ${lines} AND ${of("Harbor Bank")}` },
    calls: [find("Harbor Bank"), overview("Harbor Bank")],
  },
  {
    id: "open-tickets-of-orchard",
    question: "How many support tickets does Orchard Biotech have open?",
    facts: {
      numbers: `SELECT count(*) FROM cs.tickets WHERE status NOT IN ('solved', 'closed') AND ${of("Orchard Biotech")}`,
    },
    concluded: true,
    calls: [find("Orchard Biotech"), overview("Orchard Biotech")],
  },
  {
    id: "last-survey-of-topaz",
    question: "When did Topaz Builders last answer a survey, and what score did they give?",
    facts: {
      numbers: `SELECT score FROM cs.survey_responses WHERE ${of("Topaz Builders")} ORDER BY responded_at DESC LIMIT 1`,
      dates: `SELECT max(responded_at)::date FROM cs.survey_responses WHERE ${of("Topaz Builders")}`,
    },
    calls: [find("Topaz Builders"), overview("Topaz Builders")],
  },
  {
    id: "last-use-of-birch",
    question: "On which day did anybody at Birch Energy last use the product?",
    facts: { dates: `SELECT max(day) FROM cs.usage_daily WHERE ${of("Birch Energy")}` },
    calls: [find("Birch Energy"), overview("Birch Energy")],
  },
  {
    id: "buyer-at-cedar",
    question: "Who is the economic buyer at Cedar Robotics?",
    facts: {
      texts: `SELECT full_name FROM cs.contacts WHERE 'economic_buyer' = ANY (roles) AND departed_on IS NULL AND ${of("Cedar Robotics")}`,
    },
    calls: [find("Cedar Robotics"), overview("Cedar Robotics")],
  },
  {
    id: "customer-since-of-ivory",
    question: "Since when has Ivory Software been a customer?",
    facts: { dates: "SELECT customer_since FROM cs.accounts WHERE client_name = 'Ivory Software'" },
    calls: [find("Ivory Software"), overview("Ivory Software")],
  },
  {
    id: "champion-left-walnut",
    question: "Who was the champion at Walnut Retail, and when did that person leave?",
    facts: {
      texts: `SELECT full_name FROM cs.contacts WHERE departed_on IS NOT NULL AND 'champion' = ANY (roles) AND ${of("Walnut Retail")}`,
      dates: `SELECT departed_on FROM cs.contacts WHERE departed_on IS NOT NULL AND 'champion' = ANY (roles) AND ${of("Walnut Retail")}`,
    },
    calls: [find("Walnut Retail"), timeline("Walnut Retail", { types: ["contact_departed"] })],
  },
  {
    id: "tickets-of-copper",
    question: "How many tickets did Copper Bakeries open in the first half of 2026?",
    facts: {
      numbers: `SELECT count(*) FROM cs.tickets WHERE created_at >= '2026-01-01' AND created_at < '2026-07-01' AND ${of("Copper Bakeries")}`,
    },
    calls: [
      find("Copper Bakeries"),
      timeline("Copper Bakeries", { types: ["ticket_created"], from: "2026-01-01", to: "2026-06-30" }),
    ],
  },
  {
    id: "churn-of-emerald",
    question: "On which day was the loss of Emerald Software effective?",
    facts: { dates: `SELECT effective_date FROM cs.churn_events WHERE ${of("Emerald Software")}` },
    calls: [find("Emerald Software"), timeline("Emerald Software", { types: ["churn_recorded"] })],
  },
  {
    id: "surveys-of-harbor",
    question: "How many surveys did Harbor Bank answer in the first half of 2026?",
    facts: {
      numbers: `SELECT count(*) FROM cs.survey_responses WHERE responded_at >= '2026-01-01' AND responded_at < '2026-07-01' AND ${of("Harbor Bank")}`,
    },
    calls: [
      find("Harbor Bank"),
      timeline("Harbor Bank", { types: ["survey_answered"], from: "2026-01-01", to: "2026-06-30" }),
    ],
  },
];

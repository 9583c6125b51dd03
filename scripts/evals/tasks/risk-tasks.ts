import type { EvalTask } from "../task.ts";
import { day, lines } from "./statements.ts";

/** Accounts whose last day to give notice, by their running contract, is within three months of 31 days. */
const due = `(
  SELECT client_id FROM cs.contracts
  WHERE start_date <= ${day} AND end_date > ${day}
  GROUP BY client_id HAVING min(end_date - notice_days) BETWEEN ${day} AND ${day} + 93
) AS due`;

/** Questions about who may leave, and until when. */
export const riskTasks: readonly EvalTask[] = [
  {
    id: "opt-outs-ahead",
    question: "How many customers have their opt-out deadline within the next three months?",
    facts: { numbers: `SELECT count(*) FROM ${due}` },
    calls: [{ tool: "identify_churn_risk", input: () => ({ horizonMonths: 3, limit: 1 }) }],
  },
  {
    id: "arr-of-opt-outs-ahead",
    question: "How much ARR can still be cancelled by an opt-out deadline within the next three months?",
    facts: { numbers: `SELECT sum(arr) / 100.0 FROM ${lines} AND client_id IN (SELECT client_id FROM ${due})` },
    calls: [{ tool: "identify_churn_risk", input: () => ({ horizonMonths: 3, limit: 1 }) }],
  },
];

import { demoDay } from "../../demo-portfolio.ts";

/** The day of all questions, as SQL. */
export const day = `date '${demoDay}'`;

/** Lines that run on the day. */
export const lines = `cs.subscriptions WHERE start_date <= ${day} AND (end_date IS NULL OR end_date > ${day})`;

/** Accounts with the sum of their running lines in whole units, their next renewal and their score on the day. */
export const portfolio = `(
  SELECT account.client_id, client_name AS name, segment, csm, lifecycle_stage AS stage,
         (SELECT sum(arr) / 100.0 FROM ${lines} AND client_id = account.client_id) AS arr,
         (SELECT min(end_date) FROM cs.contracts AS contract WHERE contract.client_id = account.client_id AND end_date > ${day})
           AS renewal,
         standing.score, standing.band
  FROM cs.accounts AS account
  LEFT JOIN cs.health_standings AS standing ON standing.client_id = account.client_id AND standing.as_of = ${day}
) AS portfolio`;

/** The account with a name, as a condition on any table of facts. */
export function of(name: string): string {
  return `client_id = (SELECT client_id FROM cs.accounts WHERE client_name = '${name}')`;
}

import type { AccountFacts, CalendarDate, CoverageByKind, FactKind } from "@cs/models";
import { sql, type Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import { accountRows } from "./account-rows.ts";
import type { FactsRequest } from "./facts-request.ts";
import { stateFacts } from "./state-facts.ts";
import { supportFacts } from "./support-facts.ts";
import { usageFacts } from "./usage-facts.ts";

/**
 * Everything known of the accounts on a day, in the order of the ids; unknown ids are left out. A fixed number of
 * statements whatever the number of accounts.
 */
export async function accountFacts(trx: Transaction<Tables>, request: FactsRequest): Promise<AccountFacts[]> {
  const accounts = await accountRows(trx, request);
  const coverage = await coverageByKind(trx, request.asOf);
  const states = await stateFacts(trx, request);
  const support = await supportFacts(trx, request);
  const usage = await usageFacts(trx, request);
  return accounts.map((account) => ({
    ...account,
    asOf: request.asOf,
    coverage,
    ...states(account.clientId),
    ...support(account.clientId),
    usage: usage(account.clientId),
  }));
}

/** Over several sources the days that at least one covers; a day after `asOf` is not known on `asOf`. */
async function coverageByKind(trx: Transaction<Tables>, asOf: CalendarDate): Promise<CoverageByKind> {
  const { rows } = await sql<{ kind: FactKind; from: CalendarDate; to: CalendarDate }>`
    SELECT kind, min(covers_from) AS from, least(max(covers_to), ${asOf}::date) AS to
    FROM cs.data_coverage
    WHERE covers_from <= ${asOf}
    GROUP BY kind
  `.execute(trx);
  return Object.fromEntries(rows.map(({ kind, from, to }) => [kind, { from, to }]));
}

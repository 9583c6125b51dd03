import type { AccountFacts } from "@cs/models";
import type { Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import { accountRows } from "./account-rows.ts";
import { coverage } from "./coverage.ts";
import type { FactsRequest } from "./facts-request.ts";
import { stateFacts } from "./state-facts.ts";
import { supportFacts } from "./support-facts.ts";
import { usageFacts } from "./usage-facts.ts";

/**
 * Everything known of the accounts on a day, in the order of the ids; unknown ids are left out. A fixed number of
 * statements whatever the number of accounts, sent without waiting for each other.
 */
export async function accountFacts(trx: Transaction<Tables>, request: FactsRequest): Promise<AccountFacts[]> {
  const [accounts, covered, states, support, usage] = await Promise.all([
    accountRows(trx, request),
    coverage(trx, request.asOf),
    stateFacts(trx, request),
    supportFacts(trx, request),
    usageFacts(trx, request),
  ]);
  return accounts.map((account) => ({
    ...account,
    asOf: request.asOf,
    coverage: covered,
    ...states(account.clientId),
    ...support(account.clientId),
    usage: usage(account.clientId),
  }));
}

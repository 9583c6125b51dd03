import type { AccountFacts } from "@cs/models";
import type { Transaction } from "kysely";
import type { Tables } from "../../schema/tables.ts";
import { rowsTogether } from "../rows-together.ts";
import { accountQuery } from "./account-rows.ts";
import { coverageOf, coverageQuery } from "./coverage.ts";
import type { FactsRequest } from "./facts-request.ts";
import { stateFacts, stateQueries } from "./state-facts.ts";
import { supportFacts, supportQueries } from "./support-facts.ts";
import { usageFacts, usageQueries } from "./usage-facts.ts";

/**
 * Everything known of the accounts on a day, in the order of the ids; unknown ids are left out. One statement whatever the
 * number of accounts.
 */
export async function accountFacts(trx: Transaction<Tables>, request: FactsRequest): Promise<AccountFacts[]> {
  const { clientIds, asOf } = request;
  const rows = await rowsTogether(trx, {
    accounts: accountQuery(request),
    coverage: coverageQuery(asOf),
    ...stateQueries(request),
    ...supportQueries(request),
    ...usageQueries(request),
  });
  const accounts = new Map(rows.accounts.map((row) => [row.clientId, row]));
  const [states, support, usage] = [stateFacts(rows), supportFacts(rows), usageFacts(rows)];
  const covered = coverageOf(rows.coverage);
  return clientIds.flatMap((clientId) => {
    const account = accounts.get(clientId);
    if (!account) return [];
    return { ...account, asOf, coverage: covered, ...states(clientId), ...support(clientId), usage: usage(clientId) };
  });
}

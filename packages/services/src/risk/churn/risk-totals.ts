import type { ChurnHorizon } from "@cs/models";
import { moneyList } from "../../operation/money.ts";
import type { AssessedAccount, Assessment } from "./assess-accounts.ts";
import { isDue } from "./rank-accounts.ts";
import type { RiskAnswer } from "./risk-output.ts";

/** Sums over everything that the filter lets through, whatever the page. */
export function riskTotals(
  { accounts, basis: { probabilityReason } }: Assessment,
  horizonMonths: ChurnHorizon,
): NonNullable<RiskAnswer["totals"]> {
  const told = probabilityReason === null;
  const weight = ({ probability }: AssessedAccount) => probability ?? 0;
  return {
    all: groupOf(accounts),
    atRisk: groupOf(accounts.filter(({ row }) => row.band === "at_risk" || row.band === "critical")),
    optOutDue: groupOf(accounts.filter((account) => isDue(account, horizonMonths))),
    expectedLeavers: told ? accounts.reduce((sum, account) => sum + weight(account), 0) : null,
    expectedArrLost: told ? moneyList(arrOf(accounts, weight)) : null,
  };
}

function groupOf(accounts: readonly AssessedAccount[]) {
  return { accounts: accounts.length, arr: moneyList(arrOf(accounts, () => 1)) };
}

/** Weighted sums by currency, rounded to whole minor units at the end. */
function arrOf(
  accounts: readonly AssessedAccount[],
  weight: (account: AssessedAccount) => number,
): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const account of accounts) {
    for (const [currency, arr] of Object.entries(account.row.arrByCurrency)) {
      sums[currency] = (sums[currency] ?? 0) + arr * weight(account);
    }
  }
  return Object.fromEntries(Object.entries(sums).map(([currency, sum]) => [currency, Math.round(sum)]));
}

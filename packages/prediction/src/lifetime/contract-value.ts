import { InvalidInputError, known, type Reading, unknown } from "@cs/models";
import { hypergeometric } from "../numeric/hypergeometric.ts";
import type { ShiftedBetaGeometric } from "./shifted-beta-geometric.ts";

/** What a customer under contract brings. Times are contract periods, as years. */
export interface ContractTerms {
  /** Profit per period: margin x revenue, in any one currency. */
  readonly profit: number;
  /** Discount rate per period, 0 or more. */
  readonly discount: number;
}

/**
 * The simple lifetime value profit / (discount + churn), for a churn rate that is the same for everybody and for ever.
 * `netChurn` is 1 - NRR and below 0 when customers grow; where growth outruns the discount there is no value, as no sum
 * is infinite.
 *
 * @throws InvalidInputError when a number is out of its range.
 */
export function simpleLifetimeValue({ profit, discount, netChurn }: ContractTerms & { netChurn: number }): Reading {
  requireTerms({ profit, discount });
  if (!(netChurn <= 1))
    throw new InvalidInputError(`A net churn of ${netChurn} is not possible.`, { field: "netChurn" });
  return discount + netChurn > 0
    ? known(profit / (discount + netChurn))
    : unknown("discount and net churn do not sum to more than 0: revenue would go on growing for ever");
}

/**
 * The value of the periods a cohort was watched for: profit x sum of surviving[t] / (1 + discount)^t, with the share
 * paying in period t, from 1 in period 0 on. What comes after is not in it, so it is the least a customer is worth.
 *
 * @throws InvalidInputError when a number is out of its range.
 */
export function watchedLifetimeValue({
  profit,
  discount,
  surviving,
}: ContractTerms & { surviving: readonly number[] }): Reading {
  requireTerms({ profit, discount });
  if (!surviving.every((share) => share >= 0 && share <= 1)) {
    throw new InvalidInputError("Shares that survive are from 0 to 1.", { field: "surviving" });
  }
  if (surviving.length === 0) return unknown("no period was watched");
  return known(surviving.reduce((sum, share, period) => sum + (profit * share) / (1 + discount) ** period, 0));
}

/**
 * What a customer who has renewed n times is still expected to bring, from the next renewal on, when churn rates differ
 * between customers as the model says (Fader and Hardie, Marketing Science 29, 2010): who stayed long is likely one who
 * stays. Unknown without a discount, as those who hardly ever churn would then be worth infinitely much.
 *
 * @throws InvalidInputError when a number is out of its range.
 */
export function residualLifetimeValue({
  profit,
  discount,
  model: { alpha, beta },
  renewals,
}: ContractTerms & { model: ShiftedBetaGeometric; renewals: number }): Reading {
  requireTerms({ profit, discount });
  if (!(renewals >= 0)) throw new InvalidInputError(`${renewals} renewals are not possible.`, { field: "renewals" });
  if (discount === 0) return unknown("without a discount the sum over all periods has no end");
  const next = (beta + renewals) / (alpha + beta + renewals) / (1 + discount);
  const series = hypergeometric(1, beta + renewals + 1, alpha + beta + renewals + 1, 1 / (1 + discount));
  return known(profit * next * series);
}

function requireTerms({ profit, discount }: ContractTerms): void {
  if (!Number.isFinite(profit))
    throw new InvalidInputError(`A profit of ${profit} is not possible.`, { field: "profit" });
  if (!(discount >= 0))
    throw new InvalidInputError(`A discount of ${discount} is not possible.`, { field: "discount" });
}

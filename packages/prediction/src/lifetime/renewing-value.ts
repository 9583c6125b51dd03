import { InvalidInputError, known, type Reading, unknown } from "@cs/models";
import type { ContractTerms } from "./contract-value.ts";
import type { ShiftedBetaGeometric } from "./shifted-beta-geometric.ts";

/** What a customer who renews brings, and what is assumed to be otherwise than seen. */
export interface RenewingTerms extends ContractTerms {
  readonly model: ShiftedBetaGeometric;
  /** Renewals that the customer has made. */
  readonly renewals: number;
  /** Growth of the profit per period of those who stay, above -1; default 0. */
  readonly growth?: number | undefined;
  /** Added to the retention at every renewal, which stays within 0-1; default 0. */
  readonly retentionChange?: number | undefined;
}

/** What is left out of an infinite sum, as a share of it. */
const TOLERANCE = 1e-10;

/**
 * What a customer who has renewed n times is still expected to bring from the next renewal on: the sum over k >= 1 of
 * profit x (1 + growth)^k x P(there after k more renewals) / (1 + discount)^k. Without growth or change of retention it is
 * `residualLifetimeValue`. Unknown where growth is not below the discount, as who hardly ever leaves would be worth
 * infinitely much.
 *
 * @throws InvalidInputError when a number is out of its range.
 */
export function renewingValue(terms: RenewingTerms): Reading {
  const { profit, discount, model, renewals, growth = 0, retentionChange = 0 } = terms;
  const inRange = {
    profit: Number.isFinite(profit),
    discount: discount >= 0,
    renewals: renewals >= 0,
    growth: growth > -1,
  };
  for (const [field, fits] of Object.entries(inRange)) {
    if (!fits) throw new InvalidInputError(`${field} is out of its range.`, { field });
  }
  const factor = (1 + growth) / (1 + discount);
  if (factor >= 1) return unknown("growth is not below the discount: the sum over all periods has no end");
  let [weight, sum] = [1, 0];
  for (let renewal = renewals + 1; ; renewal++) {
    const lost = model.alpha / (model.alpha + model.beta + renewal - 1);
    weight *= factor * Math.min(1, Math.max(0, 1 - lost + retentionChange));
    sum += weight;
    // What is still to come is at most what it would be without any loss.
    if (weight / (1 - factor) <= TOLERANCE * sum || weight === 0) return known(profit * sum);
  }
}

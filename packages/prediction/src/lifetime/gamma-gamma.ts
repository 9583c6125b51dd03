import { InvalidInputError } from "@cs/models";
import { logGamma } from "../numeric/log-gamma.ts";
import { nelderMead } from "../numeric/nelder-mead.ts";

/** Values of purchases are gamma (p, rate) for each customer, whose rates are gamma (q, v). */
export interface GammaGamma {
  readonly p: number;
  readonly q: number;
  readonly v: number;
}

/** What a customer spent. */
export interface Spending {
  /** Purchases that `mean` is of, 1 or more. */
  readonly purchases: number;
  /** Mean value of a purchase, above 0. */
  readonly mean: number;
}

/**
 * The Gamma-Gamma model of the value of purchases, by maximum likelihood (Fader, Hardie and Lee, Journal of Marketing
 * Research 42, 2005). It assumes that how much somebody spends does not depend on how often.
 *
 * @throws InvalidInputError for fewer than two customers, or values that are not above 0.
 */
export function fitGammaGamma(customers: readonly Spending[]): GammaGamma & { readonly logLikelihood: number } {
  const bad = customers.findIndex(({ purchases, mean }) => !(purchases >= 1 && mean > 0 && Number.isFinite(mean)));
  if (bad >= 0 || customers.length < 2) {
    throw new InvalidInputError("Spending needs two customers with purchases, all with a mean above 0.", {
      field: bad >= 0 ? `customers[${bad}]` : "customers",
    });
  }
  const centre = customers.reduce((sum, { mean }) => sum + mean / customers.length, 0);
  const { at, value } = nelderMead((logs) => -logLikelihood(parametersOf(logs), customers), [0, 1, Math.log(centre)]);
  return { ...parametersOf(at), logLikelihood: -value };
}

/** The mean value of a customer's future purchases: between own mean and that of everybody, by how many there were. */
export function expectedValue({ p, q, v }: GammaGamma, { purchases, mean }: Spending): number {
  return (p * (v + purchases * mean)) / (p * purchases + q - 1);
}

function logLikelihood({ p, q, v }: GammaGamma, customers: readonly Spending[]): number {
  return customers.reduce((sum, { purchases, mean }) => {
    const shape = p * purchases;
    const spread = logGamma(shape + q) - logGamma(shape) - logGamma(q);
    const values = q * Math.log(v) + (shape - 1) * Math.log(mean) + shape * Math.log(purchases);
    return sum + spread + values - (shape + q) * Math.log(v + purchases * mean);
  }, 0);
}

function parametersOf([p = 0, q = 0, v = 0]: readonly number[]): GammaGamma {
  return { p: Math.exp(p), q: Math.exp(q), v: Math.exp(v) };
}

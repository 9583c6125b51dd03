import { InvalidInputError } from "@cs/models";
import { hypergeometric } from "../numeric/hypergeometric.ts";
import { logBeta, logGamma } from "../numeric/log-gamma.ts";
import { nelderMead } from "../numeric/nelder-mead.ts";
import type { PurchaseHistory } from "./purchase-history.ts";

/** Purchase rates are gamma (r, alpha), the chance to leave after a purchase is beta (a, b). */
export interface BgNbd {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/**
 * The BG/NBD model of customers who buy without a contract and leave unseen, by maximum likelihood (Fader, Hardie and
 * Lee, Marketing Science 24, 2005). Parameters are in the unit of time of the histories.
 *
 * @throws InvalidInputError when a history contradicts itself or nobody bought twice.
 */
export function fitBgNbd(histories: readonly PurchaseHistory[]): BgNbd & { readonly logLikelihood: number } {
  for (const [index, { repeats, recency, age }] of histories.entries()) {
    const fits =
      Number.isInteger(repeats) && repeats >= 0 && recency >= 0 && recency <= age && age < Number.POSITIVE_INFINITY;
    if (!fits || repeats > 0 !== recency > 0) {
      throw new InvalidInputError(`History ${index} contradicts itself.`, {
        field: `histories[${index}]`,
        hint: "Give whole repeats, and 0 < recency <= age with repeats or recency 0 without.",
      });
    }
  }
  if (histories.every(({ repeats }) => repeats === 0)) {
    throw new InvalidInputError("Nobody bought twice: rates cannot be told.", { field: "histories" });
  }
  const groups = [...Map.groupBy(histories, (each) => JSON.stringify(each)).values()];
  const { at, value } = nelderMead(
    (logs) => {
      const model = parametersOf(logs);
      return groups.reduce((sum, group) => sum - group.length * logLikelihood(model, group[0]), 0);
    },
    [0, Math.log(meanAge(histories) / 2), 0, 0],
  );
  return { ...parametersOf(at), logLikelihood: -value };
}

/** Purchases that a customer with this history makes in the time ahead, on average (equation 10 of the paper). */
export function expectedPurchases(model: BgNbd, { repeats, recency, age }: PurchaseHistory, ahead: number): number {
  const { r, alpha, a, b } = model;
  const series = hypergeometric(r + repeats, b + repeats, a + b + repeats - 1, ahead / (alpha + age + ahead));
  const kept = 1 - ((alpha + age) / (alpha + age + ahead)) ** (r + repeats) * series;
  const gone = repeats > 0 ? (a / (b + repeats - 1)) * ((alpha + age) / (alpha + recency)) ** (r + repeats) : 0;
  return (((a + b + repeats - 1) / (a - 1)) * kept) / (1 + gone);
}

/** How likely a customer with this history still buys, 0-1; 1 without repeats, as nobody leaves before a purchase. */
export function probabilityActive({ r, alpha, a, b }: BgNbd, { repeats, recency, age }: PurchaseHistory): number {
  if (repeats === 0) return 1;
  return 1 / (1 + (a / (b + repeats - 1)) * ((alpha + age) / (alpha + recency)) ** (r + repeats));
}

function logLikelihood({ r, alpha, a, b }: BgNbd, history?: PurchaseHistory): number {
  const { repeats, recency, age } = history ?? { repeats: 0, recency: 0, age: 0 };
  const buying = logGamma(r + repeats) - logGamma(r) + r * Math.log(alpha);
  const staying = logBeta(a, b + repeats) - logBeta(a, b) - (r + repeats) * Math.log(alpha + age);
  if (repeats === 0) return buying + staying;
  const leaving = logBeta(a + 1, b + repeats - 1) - logBeta(a, b) - (r + repeats) * Math.log(alpha + recency);
  const higher = Math.max(staying, leaving);
  return buying + higher + Math.log(Math.exp(staying - higher) + Math.exp(leaving - higher));
}

function meanAge(histories: readonly PurchaseHistory[]): number {
  return histories.reduce((sum, { age }) => sum + age / histories.length, 0);
}

function parametersOf([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]): BgNbd {
  return { r: Math.exp(r), alpha: Math.exp(alpha), a: Math.exp(a), b: Math.exp(b) };
}

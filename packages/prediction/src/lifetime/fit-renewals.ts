import { InvalidInputError } from "@cs/models";
import { nelderMead } from "../numeric/nelder-mead.ts";
import type { RenewalCount } from "./renewal-counts.ts";
import type { ShiftedBetaGeometric } from "./shifted-beta-geometric.ts";

/**
 * The shifted beta-geometric model by maximum likelihood from how each renewal went (Fader and Hardie 2007, with the
 * likelihood of a life table): P(lost at renewal t) = alpha / (alpha + beta + t - 1). For a cohort that was watched from
 * its first day this is `fitShiftedBetaGeometric`; here customers may also come under watch late.
 *
 * @throws InvalidInputError when `renewalsFault` has a fault.
 */
export function fitRenewals(counts: readonly RenewalCount[]): ShiftedBetaGeometric & { logLikelihood: number } {
  const fault = renewalsFault(counts);
  if (fault !== null) throw new InvalidInputError(`The renewals cannot be fitted: ${fault}.`, { field: "counts" });
  const { at, value } = nelderMead((logs) => -logLikelihood(counts, parametersOf(logs)), [0, 0]);
  return { ...parametersOf(at), logLikelihood: -value };
}

/** Why renewals have no estimate; null when they have one. */
export function renewalsFault(counts: readonly RenewalCount[]): string | null {
  if (counts.some(({ atRisk, lost }) => !(lost >= 0 && lost <= atRisk && atRisk < Number.POSITIVE_INFINITY))) {
    return "at each renewal 0 to all customers are lost";
  }
  const watched = counts.filter(({ atRisk }) => atRisk > 0);
  if (watched.length < 2) return "it takes customers at two different renewals";
  if (watched.every(({ lost }) => lost === 0)) return "nobody was lost";
  return watched.every(({ atRisk, lost }) => lost === atRisk) ? "everybody was lost" : null;
}

function logLikelihood(counts: readonly RenewalCount[], { alpha, beta }: ShiftedBetaGeometric): number {
  let sum = 0;
  for (const [at, { atRisk, lost }] of counts.entries()) {
    const chance = alpha / (alpha + beta + at);
    if (lost > 0) sum += lost * Math.log(chance);
    if (atRisk > lost) sum += (atRisk - lost) * Math.log(1 - chance);
  }
  return sum;
}

function parametersOf([alpha = 0, beta = 0]: readonly number[]): ShiftedBetaGeometric {
  return { alpha: Math.exp(alpha), beta: Math.exp(beta) };
}

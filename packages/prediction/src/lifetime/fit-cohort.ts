import { InvalidInputError } from "@cs/models";
import { fitRenewals } from "./fit-renewals.ts";
import type { ShiftedBetaGeometric } from "./shifted-beta-geometric.ts";

/**
 * The shifted beta-geometric model by maximum likelihood (Fader and Hardie 2007). `survivors[t]` is how many of one
 * cohort are left after t renewals, from t = 0 on: P(lost at renewal t) = S(t - 1) x alpha / (alpha + beta + t - 1).
 *
 * @throws InvalidInputError for fewer than two renewals, numbers that rise, or a cohort of which nobody or everybody was
 * lost at every renewal, as then no finite parameters fit best.
 */
export function fitShiftedBetaGeometric(
  survivors: readonly number[],
): ShiftedBetaGeometric & { logLikelihood: number } {
  const fault = cohortFault(survivors);
  if (fault !== null) throw new InvalidInputError(`The cohort cannot be fitted: ${fault}.`, { field: "survivors" });
  return fitRenewals(
    survivors.slice(1).map((left, t) => {
      const atRisk = survivors[t] ?? 0;
      return { atRisk, lost: atRisk - left };
    }),
  );
}

/** Why a cohort has no estimate; null when it has one. */
export function cohortFault(survivors: readonly number[]): string | null {
  if (survivors.length < 3) return "it takes the survivors of at least two renewals";
  const steps = survivors.slice(1).map((left, t) => ({ before: survivors[t] ?? 0, left }));
  if (steps.some(({ before, left }) => !(left >= 0 && left <= before)))
    return "survivors must be 0 or more and never rise";
  if (survivors.at(-1) === survivors[0]) return "nobody was lost";
  return survivors[1] === 0 ? "everybody was lost at once" : null;
}

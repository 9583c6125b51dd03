import { auc } from "../measures/auc.ts";
import type { LabelledSnapshot } from "./label-snapshots.ts";

/** A measure that knows too well who will leave. */
export interface LeakSuspect {
  readonly feature: string;
  /** Of the measure alone, in whichever direction it is better. */
  readonly auc: number;
}

/** Hardly any honest measure orders accounts this well months ahead. */
const TOO_GOOD = 0.98;

/**
 * Measures that alone tell who will leave almost without error: as a rule they were written down after the decision, like
 * the status of a cancelled contract. A missing value counts as below all others, as what is filled in later is missing
 * before.
 */
export function leakSuspects(labelled: readonly LabelledSnapshot[]): LeakSuspect[] {
  const outcomes = labelled.map(({ happened }) => happened);
  return Object.keys(labelled[0]?.snapshot.features ?? {}).flatMap((feature) => {
    const scores = labelled.map(({ snapshot }) => snapshot.features[feature] ?? -Number.MAX_VALUE);
    const area = auc({ scores, outcomes });
    if (area === null || Math.max(area, 1 - area) < TOO_GOOD) return [];
    return [{ feature, auc: Math.max(area, 1 - area) }];
  });
}

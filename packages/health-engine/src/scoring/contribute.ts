import type { MeasureContribution } from "@cs/models";
import { NEUTRAL_POINTS } from "./conclude.ts";
import type { HandedOn } from "./hand-on.ts";
import type { ReadMeasure } from "./read-measures.ts";

/** A contribution before its points are rounded for display. */
export type UnroundedContribution = Omit<MeasureContribution, "shownPoints">;

/** The part of each measure in the score, in the order given. Points sum to the score before caps. */
export function contribute(measures: readonly ReadMeasure[], { factor, keptShare }: HandedOn): UnroundedContribution[] {
  return measures.map((measure) => {
    const described = describe(measure);
    if (measure.reading.known) return withWeight(described, measure.weight * factor);
    if (!isLeftOut(measure)) return withWeight(described, measure.weight);
    if (keptShare === 0) return described;
    return withWeight({ ...described, status: "neutral", normalised: NEUTRAL_POINTS }, measure.weight * keptShare);
  });
}

/** The measures as they are when there is no score: described, without weight or points. */
export function describe({ group, definition, weight, reading, normalised }: ReadMeasure): UnroundedContribution {
  const common = {
    group,
    measure: definition.measure,
    direction: definition.direction,
    weight,
    effectiveWeight: 0,
    points: 0,
  };
  if (reading.known) return { ...common, status: "scored", value: reading.value, reason: null, normalised };
  const missing = { ...common, value: null, reason: reading.reason };
  if (definition.nullPolicy === "neutral") return { ...missing, status: "neutral", normalised: NEUTRAL_POINTS };
  if (definition.nullPolicy === "worst") return { ...missing, status: "worst", normalised: 0 };
  return { ...missing, status: "missing", normalised: null };
}

function withWeight(contribution: UnroundedContribution, effectiveWeight: number): UnroundedContribution {
  return { ...contribution, effectiveWeight, points: effectiveWeight * (contribution.normalised ?? 0) };
}

function isLeftOut({ reading, definition }: ReadMeasure): boolean {
  return !reading.known && definition.nullPolicy === "exclude";
}

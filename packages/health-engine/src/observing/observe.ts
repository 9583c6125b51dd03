import type { AccountFacts, MeasureObservation } from "@cs/models";
import { type MeasureId, measures } from "../measures/index.ts";

/** One measure of one account, as `observe` has it. */
export function observeMeasure(id: MeasureId, facts: AccountFacts): MeasureObservation {
  const measure = byId.get(id);
  if (!measure) throw new Error(`there is no measure ${id}`);
  return measure.observe(facts);
}

const byId = new Map(measures.map((measure) => [measure.id, measure]));

/**
 * Every registered measure of one account on the as-of day of its facts, as input for `score`.
 * What cannot be said is null with a reason; nothing throws.
 */
export function observe(facts: AccountFacts): Readonly<Record<MeasureId, MeasureObservation>> {
  const entries = measures.map((measure) => [measure.id, measure.observe(facts)] as const);
  return Object.fromEntries(entries) as Record<MeasureId, MeasureObservation>;
}

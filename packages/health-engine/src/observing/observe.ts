import type { AccountFacts, MeasureObservation } from "@cs/models";
import { type MeasureId, measures } from "../measures/index.ts";

/**
 * Every registered measure of one account on the as-of day of its facts, as input for `score`.
 * What cannot be said is null with a reason; nothing throws.
 */
export function observe(facts: AccountFacts): Readonly<Record<MeasureId, MeasureObservation>> {
  const entries = measures.map((measure) => [measure.id, measure.observe(facts)] as const);
  return Object.fromEntries(entries) as Record<MeasureId, MeasureObservation>;
}

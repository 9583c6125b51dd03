import type { MeasureObservation } from "@cs/models";
import type { CompiledMeasure } from "./compile-measures.ts";
import { type Reading, readObservation } from "./read-observation.ts";

/** A measure with what is known of it on the as-of day. */
export interface ReadMeasure extends CompiledMeasure {
  readonly reading: Reading;
  /** 0-100 after the normaliser; null when missing. */
  readonly normalised: number | null;
}

/** What is known of an account on the as-of day. */
export interface KnownOnDay {
  readonly observations: ReadonlyMap<string, MeasureObservation>;
  /** As `dayNumber` counts it. */
  readonly asOfDay: number;
}

/** The measures of a scorecard as they are known on the as-of day, in the canonical order of `weigh`. */
export function readMeasures(
  measures: readonly CompiledMeasure[],
  { observations, asOfDay }: KnownOnDay,
): ReadMeasure[] {
  const points = new Float64Array(1);
  const values = new Float64Array(1);
  return measures.map((compiled) => {
    const { measure, stalenessLimitDays: limitDays } = compiled.definition;
    const reading = readObservation({ observation: observations.get(measure), limitDays, asOfDay });
    if (!reading.known) return { ...compiled, reading, normalised: null };
    values[0] = reading.value;
    compiled.normalise(values, points);
    return { ...compiled, reading, normalised: points[0] ?? 0 };
  });
}

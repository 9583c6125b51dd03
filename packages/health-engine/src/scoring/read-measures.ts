import type { CalendarDate, MeasureObservation, Scorecard } from "@cs/models";
import { normalise } from "./normalise.ts";
import { type Reading, readObservation } from "./read-observation.ts";
import { type WeightedMeasure, weigh } from "./weights.ts";

/** A weighted measure with what is known of it on the as-of day. */
export interface ReadMeasure extends WeightedMeasure {
  readonly reading: Reading;
  /** 0-100 after the normaliser; null when missing. */
  readonly normalised: number | null;
}

/** The measures of a scorecard as they are known on the as-of day, in the canonical order of `weigh`. */
export function readMeasures(input: {
  readonly scorecard: Scorecard;
  readonly observations: ReadonlyMap<string, MeasureObservation>;
  readonly asOf: CalendarDate;
}): ReadMeasure[] {
  const { scorecard, observations, asOf } = input;
  return weigh(scorecard).map((weighted) => {
    const { measure, normaliser, stalenessLimitDays } = weighted.definition;
    const reading = readObservation({ observation: observations.get(measure), limitDays: stalenessLimitDays, asOf });
    return { ...weighted, reading, normalised: reading.known ? normalise(reading.value, normaliser) : null };
  });
}

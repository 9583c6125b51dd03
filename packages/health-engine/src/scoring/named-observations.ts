import {
  type CalendarDate,
  calendarDateSchema,
  InvalidInputError,
  type MeasureObservation,
  type MeasureObservations,
  type Scorecard,
} from "@cs/models";
import { compareText } from "./compare-text.ts";

/**
 * The observations of the measures that a scorecard or its caps name, by measure in text order; all others are ignored.
 * `names` is as `namesIn` returns it. A negative zero becomes zero.
 *
 * @throws InvalidInputError when a value is not a finite number or its day is no calendar date.
 */
export function namedObservations(
  names: readonly string[],
  observations: MeasureObservations,
): ReadonlyMap<string, MeasureObservation> {
  const named = new Map<string, MeasureObservation>();
  // Most observations are of the same day, and checking a day takes longer than all else here.
  const goodDays = new Set<CalendarDate>();
  for (const measure of names) {
    // A measure may be called `constructor`, which every object inherits.
    const observation = Object.hasOwn(observations, measure) ? observations[measure] : undefined;
    if (observation) named.set(measure, checked(measure, observation, goodDays));
  }
  return named;
}

/** The ids of the measures that groups or caps name, in text order. */
export function namesIn(scorecard: Scorecard): string[] {
  const scored = scorecard.groups.flatMap((group) => group.measures.map(({ measure }) => measure));
  const capping = scorecard.caps.flatMap((cap) => cap.when.map(({ measure }) => measure));
  return [...new Set([...scored, ...capping])].sort(compareText);
}

function checked(measure: string, observation: MeasureObservation, goodDays: Set<CalendarDate>): MeasureObservation {
  if (observation.value === null) return observation;
  if (!Number.isFinite(observation.value)) {
    throw new InvalidInputError(`The value of ${measure} is ${observation.value}, not a finite number.`, {
      field: `observations.${measure}.value`,
      hint: "Give a finite number, or { value: null, reason } when the value is unknown.",
    });
  }
  const observedOn = observation.observedOn ?? null;
  if (observedOn !== null && !goodDays.has(observedOn) && !calendarDateSchema.safeParse(observedOn).success) {
    throw new InvalidInputError(`The day on which ${measure} was observed is "${observedOn}", not a calendar date.`, {
      field: `observations.${measure}.observedOn`,
      hint: "Give a day as YYYY-MM-DD, or null when the value is a state without a day.",
    });
  }
  if (observedOn !== null) goodDays.add(observedOn);
  return { value: observation.value + 0, observedOn };
}

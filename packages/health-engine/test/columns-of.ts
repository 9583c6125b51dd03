import { dayNumber, type MeasureObservations } from "@cs/models";
import { NO_DAY, type ObservationColumn } from "../src/index.ts";

/** The columns of accounts whose observations are given one by one. */
export function columnsOf(accounts: readonly MeasureObservations[]): Record<string, ObservationColumn> {
  const measures = new Set(accounts.flatMap((observations) => Object.keys(observations)));
  return Object.fromEntries(
    [...measures].map((measure) => {
      const given = accounts.map((observations) => observations[measure]);
      const days = given.map((each) =>
        each && each.value !== null && each.observedOn ? dayNumber(each.observedOn) : NO_DAY,
      );
      const values = Float64Array.from(given, (each) => each?.value ?? Number.NaN);
      // Without any day the column may be left out.
      return [
        measure,
        days.every((day) => day === NO_DAY) ? { values } : { values, observedOn: Int32Array.from(days) },
      ];
    }),
  );
}

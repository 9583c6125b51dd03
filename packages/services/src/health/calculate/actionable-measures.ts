import { type Actionable, type MeasureId, type MeasureUnit, measures } from "@cs/health-engine";
import type { Scorecard } from "@cs/models";

/** What a value of a unit can be. What is counted is changed in whole steps. */
const limits: Readonly<Record<MeasureUnit, Actionable>> = {
  ratio: { minimum: -1 },
  share: { minimum: 0, maximum: 1 },
  days: { step: 1 },
  minutes: { minimum: 0, step: 1 },
  count: { minimum: 0, step: 1 },
  per_seat: { minimum: 0 },
  per_100_seats: { minimum: 0 },
  answer: { minimum: 0, maximum: 10 },
  yes_no: { minimum: 0, maximum: 1, step: 1 },
};

/** What nobody can act on: time that has passed, and growth, which is a result. */
const given: readonly MeasureId[] = ["tenure_days", "arr_change_365"];

/** The measures of a scorecard and its caps that somebody can change, and within which limits. */
export function actionableMeasures({ groups, caps }: Scorecard): Readonly<Record<string, Actionable>> {
  const named = new Set([
    ...groups.flatMap((group) => group.measures.map(({ measure }) => measure)),
    ...caps.flatMap((cap) => cap.when.map(({ measure }) => measure)),
  ]);
  const changeable = measures.filter(({ id }) => named.has(id) && !given.includes(id));
  return Object.fromEntries(changeable.map(({ id, unit }) => [id, limits[unit]]));
}

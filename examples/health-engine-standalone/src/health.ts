import { type ScoreInput, score, type Trend, type TrendPoint, trend } from "@cs/health-engine";
import type { CalendarDate, HealthBand, HealthScore, MeasureObservations, Scorecard } from "@cs/models";
import { measures } from "./measures.ts";
import type { Workspace } from "./workspaces.ts";

/** A workspace with its score on the last day and on the days before. */
export interface WorkspaceHealth {
  readonly workspace: Workspace;
  /** The same facts a moment later, when the band of the last day is the band before: where what-ifs start. */
  readonly next: ScoreInput;
  readonly now: HealthScore;
  readonly history: readonly TrendPoint[];
  readonly trend: Trend;
}

/** Scores a workspace day after day, as the band of the day before decides how far a score must move to change it. */
export function healthOf(
  workspace: Workspace,
  { scorecard, days }: { readonly scorecard: Scorecard; readonly days: readonly CalendarDate[] },
): WorkspaceHealth {
  let previousBand: HealthBand | undefined;
  const scored = days.map((asOf) => {
    const input: ScoreInput = { scorecard, asOf, observations: observationsOn(asOf, workspace), previousBand };
    const health = score(input);
    previousBand = health.band;
    return { input, health };
  });
  const last = scored.at(-1);
  if (!last) throw new Error("There is no day to score: the observations are empty.");
  const history = scored.map(({ health }) => ({ day: health.asOf, score: health.score }));
  return { workspace, next: { ...last.input, previousBand }, now: last.health, history, trend: trend(history) };
}

/** The last known value of every measure. The engine decides what is too old; nothing after the day is looked at. */
function observationsOn(asOf: CalendarDate, { rows }: Workspace): MeasureObservations {
  const known = rows.filter(({ day }) => day <= asOf);
  return Object.fromEntries(
    Object.keys(measures).map((id) => {
      const last = known.findLast(({ values }) => values[id] !== undefined);
      const value = last?.values[id];
      return [
        id,
        value === undefined ? { value: null, reason: "not measured yet" } : { value, observedOn: last?.day ?? asOf },
      ];
    }),
  );
}

import {
  type CalendarDate,
  calendarDateSchema,
  type HealthBand,
  healthBands,
  InvalidInputError,
  type ScoreBand,
  scoreBands,
} from "@cs/models";

/** The scores of a portfolio on one day, by account; an account without a score is null or not named. */
export interface PortfolioDay {
  readonly day: CalendarDate;
  readonly scores: Readonly<Record<string, { readonly score: number; readonly band: HealthBand } | null>>;
}

/** A score and its band, for a day on which an account has one. */
export interface Standing {
  readonly score: number;
  readonly band: ScoreBand;
}

/** A day of the history, ready to be compared. */
export interface ReadDay {
  readonly day: CalendarDate;
  readonly standings: ReadonlyMap<string, Standing>;
}

/** The history in the order of days. @throws InvalidInputError for a bad or repeated day, score or band. */
export function readHistory(history: readonly PortfolioDay[]): ReadDay[] {
  const days = history.map(({ day, scores }): ReadDay => {
    if (!calendarDateSchema.safeParse(day).success) throw fault("day", `"${day}" is not a calendar date`);
    const standings = new Map<string, Standing>();
    for (const [clientId, standing] of Object.entries(scores)) {
      if (standing === null || standing.band === "insufficient_data") continue;
      const { score, band } = standing;
      if (!Number.isFinite(score)) throw fault("score", `the score of ${clientId} on ${day} is ${score}`);
      if (!healthBands.includes(band)) throw fault("band", `the band of ${clientId} on ${day} is "${band}"`);
      standings.set(clientId, { score, band });
    }
    return { day, standings };
  });
  days.sort((left, right) => (left.day < right.day ? -1 : 1));
  const repeated = days.find(({ day }, index) => day === days[index - 1]?.day);
  if (repeated) throw fault("day", `${repeated.day} is there twice`);
  return days;
}

/** Steps from the best band; a higher number is a worse band. */
export function rankOf(band: ScoreBand): number {
  return scoreBands.indexOf(band);
}

function fault(place: string, problem: string): InvalidInputError {
  return new InvalidInputError(`In the history, ${problem}.`, {
    field: `history.${place}`,
    hint: "Give each day once, with finite scores and the bands that score returned.",
  });
}

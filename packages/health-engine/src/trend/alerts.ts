import { type CalendarDate, daysBetween, InvalidInputError } from "@cs/models";
import { compareText } from "../scoring/compare-text.ts";
import { type PortfolioDay, type ReadDay, rankOf, readHistory, type Standing } from "./alert-history.ts";

/**
 * When an account is worth an alert.
 *
 * - `band_drop`: a worse band than in the period before the two that confirm it.
 * - `score_drop`: more than `points` below the score of that period.
 * - `below`: a score under `threshold`; fires again only after a period at or above it.
 */
export type AlertCondition =
  | { readonly kind: "band_drop" }
  | { readonly kind: "score_drop"; readonly points: number }
  | { readonly kind: "below"; readonly threshold: number };

/** A condition that held on two consecutive periods. */
export interface Alert {
  /** The day that confirmed it. */
  readonly day: CalendarDate;
  readonly clientId: string;
  readonly condition: AlertCondition;
  /** The period before it held; null when the history begins with it. */
  readonly before: Standing | null;
  readonly now: Standing;
}

/** A day on which so many accounts moved that the data, not the customers, are suspected. */
export interface DataIncident {
  readonly kind: "data_incident";
  readonly day: CalendarDate;
  /** Accounts with a score on this day and the one before it, and how many of them moved. */
  readonly compared: number;
  readonly moved: number;
  /** Alerts that would have fired on this day. */
  readonly heldBack: readonly Alert[];
}

/** When a day counts as a data incident: more than `share` of accounts move more than `points`. */
export interface IncidentLimits {
  /** 0-1, default 0.15. */
  readonly share?: number | undefined;
  /** Points up or down within one day, default 5; times the square root of the days between, as a random walk spreads. */
  readonly points?: number | undefined;
}

/**
 * The alerts of a portfolio. A period is a day of the history: give one score per account and day, or per week.
 *
 * A condition must hold on two consecutive periods, so one bad day never wakes anybody; a period without a score breaks
 * the sequence. A day on which more than 15 % of accounts move more than 5 points is a data incident: its alerts are
 * held back, and it does not count as a period, so a drop that lasts fires two normal days later and one that is
 * corrected never does. From week to week accounts may move sqrt(7) times as far. Alerts are in the order of day, account
 * and condition.
 *
 * @throws InvalidInputError when a day is repeated or no date, or a score or limit is not a finite number.
 */
export function alerts(input: {
  readonly history: readonly PortfolioDay[];
  readonly conditions: readonly AlertCondition[];
  readonly incident?: IncidentLimits | undefined;
}): { readonly alerts: readonly Alert[]; readonly incidents: readonly DataIncident[] } {
  for (const condition of input.conditions) requireFinite(condition);
  const limits = { share: input.incident?.share ?? 0.15, points: input.incident?.points ?? 5 };
  requireFinite(limits);
  const fired: Alert[] = [];
  const incidents: DataIncident[] = [];
  /** The last two days that count. */
  let periods: readonly ReadDay[] = [];
  let previous: ReadDay | undefined;
  for (const today of readHistory(input.history)) {
    const found = confirmed({ today, periods, conditions: input.conditions });
    const { compared, moved } = movement(previous, today, limits.points);
    previous = today;
    if (moved > limits.share * compared) {
      incidents.push({ kind: "data_incident", day: today.day, compared, moved, heldBack: found });
      continue;
    }
    fired.push(...found);
    periods = [...periods.slice(-1), today];
  }
  return { alerts: fired, incidents };
}

/** The conditions that hold today and held in the last period, and did not in the one before. */
function confirmed(input: {
  readonly today: ReadDay;
  readonly periods: readonly ReadDay[];
  readonly conditions: readonly AlertCondition[];
}): Alert[] {
  const { today, periods, conditions } = input;
  const [earlier, last] = periods.length === 2 ? periods : [undefined, periods[0]];
  const ids = [...today.standings.keys()].sort(compareText);
  return ids.flatMap((clientId) => {
    const now = today.standings.get(clientId);
    const then = last?.standings.get(clientId);
    if (!now || !then) return [];
    const before = earlier?.standings.get(clientId) ?? null;
    return conditions
      .filter((condition) => holds(condition, then, before) && holds(condition, now, before))
      .filter((condition) => condition.kind !== "below" || before === null || !holds(condition, before, null))
      .map((condition) => ({ day: today.day, clientId, condition, before, now }));
  });
}

function holds(condition: AlertCondition, now: Standing, before: Standing | null): boolean {
  if (condition.kind === "below") return now.score < condition.threshold;
  if (before === null) return false;
  if (condition.kind === "band_drop") return rankOf(now.band) > rankOf(before.band);
  return before.score - now.score > condition.points;
}

function movement(previous: ReadDay | undefined, today: ReadDay, points: number) {
  let compared = 0;
  let moved = 0;
  const limit = previous ? points * Math.sqrt(daysBetween(previous.day, today.day)) : points;
  for (const [clientId, { score }] of today.standings) {
    const before = previous?.standings.get(clientId);
    if (!before) continue;
    compared += 1;
    if (Math.abs(score - before.score) > limit) moved += 1;
  }
  return { compared, moved };
}

function requireFinite(numbers: object): void {
  for (const [field, value] of Object.entries(numbers)) {
    if (field === "kind" || Number.isFinite(value)) continue;
    throw new InvalidInputError(`${field} is ${value}.`, { field, hint: "Give a finite number." });
  }
}

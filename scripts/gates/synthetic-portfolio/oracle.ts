import { addDays, type CalendarDate, dayNumber } from "@cs/models";
import { type AccountTruth, parameters } from "@cs/portfolio";
import type { Scorer, Snapshot } from "@cs/prediction";
import { addMonths } from "./add-months.ts";

const { decisionLeadDays, noticeLeadDays } = parameters.departure;

/** What is hidden of an account, and the terms of its contract. */
export interface Hidden {
  readonly truth: AccountTruth;
  readonly customerSince: CalendarDate;
  readonly noticeDays: number;
}

/** The months ahead in which a decision counts. */
export interface Horizon {
  readonly leadMonths: number;
  readonly windowMonths: number;
}

/**
 * Ranks by the hazard that the generator writes apart: the chance to leave if the decision were taken on the day, which
 * follows from latent health up to that day, times the chance that a decision falls into the window. Later facts are not
 * in it.
 */
export function oracle(hidden: ReadonlyMap<string, Hidden>, horizon: Horizon): Scorer {
  return {
    name: "oracle",
    usesOutcomes: false,
    learn: () => (snapshots) => snapshots.map((snapshot) => hazard(hidden.get(snapshot.account), snapshot, horizon)),
  };
}

function hazard(hidden: Hidden | undefined, { asOf }: Snapshot, horizon: Horizon): number | null {
  if (!hidden) return null;
  const { weeklyHealthFrom, weeklyLeaveProbability } = hidden.truth;
  const week = Math.floor((dayNumber(asOf) - dayNumber(weeklyHealthFrom)) / 7);
  return (weeklyLeaveProbability[week] ?? 0) * decisionChance(hidden, asOf, horizon);
}

/** The chance that a decision about one of the next two renewals falls after the lead and not after the window. */
function decisionChance({ customerSince, noticeDays }: Hidden, asOf: CalendarDate, horizon: Horizon): number {
  const after = addMonths(asOf, horizon.leadMonths);
  const until = addMonths(after, horizon.windowMonths);
  const years = Number(asOf.slice(0, 4)) - Number(customerSince.slice(0, 4));
  return [years, years + 1, years + 2].reduce((sum, year) => {
    const optOut = addDays(addMonths(customerSince, 12 * Math.max(1, year)), -noticeDays);
    return year < 1
      ? sum
      : sum + shareBetween(dayNumber(optOut) - dayNumber(until), dayNumber(optOut) - dayNumber(after));
  }, 0);
}

/** How many of the equally likely days from decision to deadline are from `least` on and below `most`. */
function shareBetween(least: number, most: number): number {
  let inside = 0;
  let all = 0;
  for (let notice = noticeLeadDays[0]; notice <= noticeLeadDays[1]; notice += 1) {
    for (let lead = decisionLeadDays[0]; lead <= decisionLeadDays[1]; lead += 1) {
      all += 1;
      if (notice + lead >= least && notice + lead < most) inside += 1;
    }
  }
  return inside / all;
}

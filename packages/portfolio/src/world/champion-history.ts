import type { ResolvedOptions } from "../options/resolve-options.ts";
import { parameters } from "../parameters.ts";
import { RandomStream } from "../random/random-stream.ts";

/** Whether an account has a champion, when that person left and when another took over; days may be after asOf. */
export interface ChampionHistory {
  readonly known: boolean;
  /** Day number of the departure; null when nobody left by the last day. */
  readonly departedOn: number | null;
  /** Day number from which a successor is there; null when there is none by the last day. */
  readonly replacedOn: number | null;
}

/** Draws the champions of account `index`, whose visible history starts on day `from`. At most one departure. */
export function championHistory({ seed, lastDay }: ResolvedOptions, index: number, from: number): ChampionHistory {
  const random = new RandomStream({ seed, account: index, name: "champion" });
  const { meanYearsUntilDeparture, replacedShare, replacementDays } = parameters.champion;
  const known = random.chance(parameters.shares.knownChampion);
  const departure = from + 1 + Math.floor(random.waiting(meanYearsUntilDeparture * 365));
  const replaced = random.chance(replacedShare);
  const successor = departure + random.integer(replacementDays[0], replacementDays[1]);
  if (!known || departure > lastDay) return { known, departedOn: null, replacedOn: null };
  return { known, departedOn: departure, replacedOn: replaced && successor <= lastDay ? successor : null };
}

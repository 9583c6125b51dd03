import { parameters } from "../parameters.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { logistic } from "./logistic.ts";

/** The hidden state of one account: a value in (0, 1) for every week from `from`. */
export interface LatentHealth {
  /** Day number of the first day of the first week. */
  readonly from: number;
  readonly weeks: readonly number[];
}

/** What `latentHealth` draws from. */
export interface LatentHealthInput {
  readonly random: RandomStream;
  /** First and last day, as day numbers. */
  readonly from: number;
  readonly to: number;
  /** Day the champion left; pulls health down for some months. */
  readonly championDepartedOn: number | null;
}

/** A stationary AR(1) around the account's own mean, with a decaying shock when the champion leaves. */
export function latentHealth({ random, from, to, championDepartedOn }: LatentHealthInput): LatentHealth {
  const { mean, meanSpread, weeklyMemory, stationarySpread, championLoss, championLossHalfLifeWeeks } =
    parameters.health;
  const accountMean = mean + meanSpread * random.normal();
  const innovation = stationarySpread * Math.sqrt(1 - weeklyMemory * weeklyMemory);
  const weekCount = Math.max(1, Math.floor((to - from) / 7) + 1);
  const weeks: number[] = [];
  let deviation = stationarySpread * random.normal();
  for (let week = 0; week < weekCount; week += 1) {
    const since = championDepartedOn === null ? -1 : week - (championDepartedOn - from) / 7;
    const shock = since < 0 ? 0 : championLoss * Math.exp((-Math.LN2 * since) / championLossHalfLifeWeeks);
    weeks.push(logistic(accountMean + deviation + shock));
    deviation = weeklyMemory * deviation + innovation * random.normal();
  }
  return { from, weeks };
}

/** Health in the week of a day; before the first and after the last week the nearest one. */
export function healthOn({ from, weeks }: LatentHealth, day: number): number {
  const week = Math.min(Math.max(Math.floor((day - from) / 7), 0), weeks.length - 1);
  return weeks[week] ?? 0;
}

/** Mean health of the `days` days before `day`, week by week. */
export function meanHealthBefore(health: LatentHealth, day: number, days: number): number {
  const count = Math.max(1, Math.floor(days / 7));
  let sum = 0;
  for (let week = 1; week <= count; week += 1) sum += healthOn(health, day - 7 * week);
  return sum / count;
}

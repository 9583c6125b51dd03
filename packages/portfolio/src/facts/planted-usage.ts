import { dateOfDayNumber } from "@cs/models";
import { irrelevantFeatures } from "../names/irrelevant.ts";
import { parameters } from "../parameters.ts";
import { type AccountWorld, streamOf } from "../world/account-world.ts";
import { seasonFactor } from "../world/season.ts";
import { seatLineOn } from "./seat-line.ts";
import type { TimedUsage } from "./usage-delivery.ts";
import { usageEvent } from "./usage-event.ts";

const WEEKDAYS = 5;

/**
 * Use of the irrelevant features, by time: neither health, ramp, seats nor departure enters. The users are those whom
 * every account has, however small it gets. Ids are counted from `firstNumber`.
 */
export function plantedUsage(world: AccountWorld, firstNumber: number): TimedUsage[] {
  const random = streamOf(world, "planted-usage");
  const { health, useMedian, useSpread } = parameters.planted;
  const rates = irrelevantFeatures.map((feature) => ({ feature, weekly: random.logNormal(useMedian, useSpread) }));
  const events: TimedUsage[] = [];
  for (let day = world.from; day < world.until; day += 1) {
    const line = seatLineOn(world, day);
    if (line === null) continue;
    const season = seasonFactor(day);
    for (const { feature, weekly } of rates) {
      for (let count = random.poisson((weekly / WEEKDAYS) * season); count > 0; count -= 1) {
        const user = `${world.identity.externalId}-user-${random.integer(1, parameters.change.fewestSeats)}`;
        const number = firstNumber + events.length;
        const date = dateOfDayNumber(day);
        events.push(usageEvent({ world, random, number, day, date, line, health, feature, user }));
      }
    }
  }
  return events;
}

import type { CalendarDate } from "@cs/models";
import { parameters } from "../parameters.ts";
import type { RandomStream } from "../random/random-stream.ts";
import type { AccountWorld } from "../world/account-world.ts";
import { instantOn } from "./instant-of-minute.ts";
import type { SeatLine } from "./seat-line.ts";
import type { TimedUsage } from "./usage-delivery.ts";

const DAY = 1440;

/** What is known of an event before its time and amounts are drawn. */
export interface UsageInput {
  readonly world: AccountWorld;
  readonly random: RandomStream;
  /** Of the event within its account. */
  readonly number: number;
  /** Day number, and the same day as a date. */
  readonly day: number;
  readonly date: CalendarDate;
  readonly line: SeatLine;
  readonly health: number;
  readonly feature: string;
  readonly user: string;
}

/** One use of a feature: better health means more of it and fewer errors. */
export function usageEvent({ world, random, number, day, date, line, health, feature, user }: UsageInput): TimedUsage {
  const { meanQuantity, secondsPerUse, errorBase, errorSlope } = parameters.usage;
  const { externalId: customer } = world.identity;
  const minute = random.integer(7 * 60, 18 * 60);
  const quantity = 1 + Math.floor(random.waiting(meanQuantity * (0.5 + health)));
  const durationSeconds = Math.round(quantity * random.real(secondsPerUse[0], secondsPerUse[1]));
  const errors = random.poisson(quantity * (errorBase + errorSlope * (1 - health)));
  return {
    minute: day * DAY + minute,
    fact: {
      externalId: `${customer}-use-${number}`,
      customer,
      subscription: line.id,
      feature,
      user,
      occurredAt: instantOn(date, minute),
      quantity,
      durationSeconds,
      errors,
    },
  };
}

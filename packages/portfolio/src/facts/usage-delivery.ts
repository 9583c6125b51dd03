import type { SourceFact } from "@cs/models";
import { parameters } from "../parameters.ts";
import type { RandomStream } from "../random/random-stream.ts";

/** An event and the minute in which it happens or arrives. */
export interface TimedUsage {
  readonly minute: number;
  readonly fact: SourceFact<"usage">;
}

/** The minutes in which events arrive: some late, and some a second time with the same external id and content. */
export function delivered(events: readonly TimedUsage[], random: RandomStream): TimedUsage[] {
  const { duplicate, late, delayMinutes } = parameters.usage;
  const deliveries: TimedUsage[] = [];
  for (const event of events) {
    const fate = random.uniform();
    const delay = fate < duplicate + late ? random.integer(delayMinutes[0], delayMinutes[1]) : 0;
    if (fate < duplicate) deliveries.push(event, { minute: event.minute + delay, fact: { ...event.fact } });
    else deliveries.push({ minute: event.minute + delay, fact: event.fact });
  }
  return deliveries;
}

/** The facts as they arrive; those of one minute keep their order. Late ones are out of the order of their times. */
export function inDeliveryOrder(deliveries: readonly TimedUsage[]): SourceFact<"usage">[] {
  return deliveries.toSorted((left, right) => left.minute - right.minute).map(({ fact }) => fact);
}

import type { SourceFact } from "@cs/models";
import { parameters } from "../parameters.ts";
import type { RandomStream } from "../random/random-stream.ts";

/** An event and the minute in which it happened. */
export interface TimedUsage {
  readonly minute: number;
  readonly fact: SourceFact<"usage">;
}

/**
 * The order in which a source delivers events: by time, but some arrive late and some a second time, with the same
 * external id and the same content.
 */
export function deliver(events: readonly TimedUsage[], random: RandomStream): SourceFact<"usage">[] {
  const { duplicate, late, delayMinutes } = parameters.usage;
  const deliveries: TimedUsage[] = [];
  for (const event of events) {
    const fate = random.uniform();
    const delay = fate < duplicate + late ? random.integer(delayMinutes[0], delayMinutes[1]) : 0;
    if (fate < duplicate) deliveries.push(event, { minute: event.minute + delay, fact: { ...event.fact } });
    else deliveries.push({ minute: event.minute + delay, fact: event.fact });
  }
  // The sort is stable, so events of one minute keep their order.
  return deliveries.sort((left, right) => left.minute - right.minute).map(({ fact }) => fact);
}

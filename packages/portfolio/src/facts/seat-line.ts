import type { AccountWorld } from "../world/account-world.ts";
import { subscriptionId } from "./subscription-facts.ts";

/** The line that carries the seats on a day. */
export interface SeatLine {
  readonly id: string;
  readonly seats: number;
}

/** The running line with seats, or null when none runs on that day. */
export function seatLineOn(world: AccountWorld, day: number): SeatLine | null {
  const { lines } = world.subscriptions;
  const position = lines.findIndex((line) => {
    return line.seats !== null && line.start <= day && (line.end === null || day < line.end);
  });
  const seats = lines[position]?.seats ?? null;
  return seats === null ? null : { id: subscriptionId(world, position), seats };
}

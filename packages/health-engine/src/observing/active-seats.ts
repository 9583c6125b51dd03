import type { AccountFacts } from "@cs/models";
import { activeOn } from "./active-on.ts";

/**
 * Seats of the subscription lines active on the as-of day; null when none is known or they are 0.
 * Lines without seats, such as a platform fee, add nothing.
 */
export function activeSeats({ subscriptions, asOf }: Pick<AccountFacts, "subscriptions" | "asOf">): number | null {
  const seats = activeOn(subscriptions, asOf).reduce((sum, line) => sum + (line.seats ?? 0), 0);
  return seats > 0 ? seats : null;
}

/** The reason to give when `activeSeats` is null. */
export const noActiveSeats = "no subscription with seats is active";

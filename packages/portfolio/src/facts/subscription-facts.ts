import { dateOfDayNumber, type SourceFact } from "@cs/models";
import type { AccountWorld } from "../world/account-world.ts";

/** External id of the line at a position of the account's history, counted from 0. */
export function subscriptionId(world: AccountWorld, position: number): string {
  return `${world.identity.externalId}-sub-${position + 1}`;
}

/** All lines since the beginning. */
export function subscriptionFacts(world: AccountWorld): SourceFact<"subscriptions">[] {
  const { externalId, currency, autoRenew } = world.identity;
  return world.subscriptions.lines.map((line, position) => ({
    externalId: subscriptionId(world, position),
    customer: externalId,
    product: line.product,
    startDate: dateOfDayNumber(line.start),
    endDate: line.end === null ? null : dateOfDayNumber(line.end),
    seats: line.seats,
    arr: line.arr,
    currency,
    autoRenew,
  }));
}

import type { SourceFact } from "@cs/models";
import type { AccountWorld } from "../world/account-world.ts";
import { plantedTickets } from "./planted-tickets.ts";

/** What the help desk delivers, by time of creation: the tickets given and the planted ones, or nothing. */
export function supportFacts(world: AccountWorld, tickets: readonly SourceFact<"tickets">[]): SourceFact<"tickets">[] {
  if (world.identity.missingSources.includes("tickets")) return [];
  const all = [...tickets, ...plantedTickets(world, tickets.length + 1)];
  return all.sort((left, right) => Date.parse(left.createdAt) - Date.parse(right.createdAt));
}

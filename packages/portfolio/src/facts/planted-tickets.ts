import type { SourceFact } from "@cs/models";
import { irrelevantSubjects } from "../names/irrelevant.ts";
import { parameters } from "../parameters.ts";
import { type AccountWorld, streamOf } from "../world/account-world.ts";
import { ticket } from "./ticket.ts";

const DAY = 1440;

/** Tickets of the irrelevant subjects, by time of creation: health does not enter. Ids are counted from `firstNumber`. */
export function plantedTickets(world: AccountWorld, firstNumber: number): SourceFact<"tickets">[] {
  const random = streamOf(world, "planted-tickets");
  const { health, ticketMedian, ticketSpread } = parameters.planted;
  const rates = irrelevantSubjects.map((subject) => ({
    subjects: [subject],
    weekly: random.logNormal(ticketMedian, ticketSpread),
  }));
  const facts: SourceFact<"tickets">[] = [];
  for (let day = world.from; day < world.until; day += 1) {
    for (const { subjects, weekly } of rates) {
      for (let count = random.poisson(weekly / 7); count > 0; count -= 1) {
        const created = day * DAY + random.integer(7 * 60, 18 * 60);
        facts.push(ticket({ world, random, number: firstNumber + facts.length, created, health, subjects }));
      }
    }
  }
  return facts;
}

import type { SourceFact } from "@cs/models";
import { parameters } from "../parameters.ts";
import { type AccountWorld, streamOf } from "../world/account-world.ts";
import { healthOn } from "../world/latent-health.ts";
import { linesOn } from "../world/subscription-history.ts";
import { ticket } from "./ticket.ts";

const DAY = 1440;

const subjects = [
  "Cannot export a report",
  "Question about user permissions",
  "Dashboard loads slowly",
  "Import stops with an error",
  "How do we set up alerts?",
  "Sync with the calendar fails",
  "Invoice address has to change",
  "Numbers differ between two reports",
  "Single sign-on does not work for new users",
  "Request for a new field",
] as const;

/** Requests for help: unhappy accounts ask more, more urgently, and wait longer. */
export function ticketFacts(world: AccountWorld): SourceFact<"tickets">[] {
  const random = streamOf(world, "tickets");
  const { rate, base, slope } = parameters.tickets;
  const facts: SourceFact<"tickets">[] = [];
  for (let week = world.from; week < world.until; week += 7) {
    const health = healthOn(world.health, week);
    const seats = linesOn(world.subscriptions.lines, week).reduce((sum, line) => sum + (line.seats ?? 0), 0);
    const count = random.poisson(rate * Math.sqrt(seats) * (base + slope * (1 - health)));
    const created = Array.from({ length: count }, () => {
      return (week + random.integer(0, 6)) * DAY + random.integer(7 * 60, 18 * 60);
    });
    for (const minute of created.sort((left, right) => left - right)) {
      const number = facts.length + 1;
      const fact = ticket({ world, random, number, created: minute, health, subjects });
      if (minute < world.until * DAY) facts.push(fact);
    }
  }
  return facts;
}

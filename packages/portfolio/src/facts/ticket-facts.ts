import { type SourceFact, type TicketPriority, type TicketStatus, ticketPriorities } from "@cs/models";
import { parameters } from "../parameters.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { type AccountWorld, streamOf } from "../world/account-world.ts";
import { healthOn } from "../world/latent-health.ts";
import { linesOn } from "../world/subscription-history.ts";
import { instantOfMinute } from "./instant-of-minute.ts";

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
      const fact = ticket({ world, random, number, created: minute, health });
      if (minute < world.until * DAY) facts.push(fact);
    }
  }
  return facts;
}

interface TicketInput {
  readonly world: AccountWorld;
  readonly random: RandomStream;
  readonly number: number;
  readonly created: number;
  readonly health: number;
}

function ticket({ world, random, number, created, health }: TicketInput): SourceFact<"tickets"> {
  const { reply, solve, slowdown, spread, escalatedBase, escalatedSlope } = parameters.tickets;
  const priority = drawPriority(random, health);
  const slow = 1 + slowdown * (1 - health);
  const limit = world.until * DAY;
  const replied = created + Math.ceil(random.logNormal(reply[priority] * slow, spread));
  const worked = replied + Math.ceil(random.logNormal(solve[priority] * slow, spread));
  // What is open when the customer leaves is closed with the account.
  const solved = world.churned ? Math.min(worked, limit - 1) : worked;
  const firstRepliedAt = replied < Math.min(limit, solved + 1) ? instantOfMinute(replied) : null;
  const unsolved = random.weighted<TicketStatus>([
    ["open", 5],
    ["pending", 3],
    ["on_hold", 1],
  ]);
  const customer = world.identity.externalId;
  return {
    externalId: `${customer}-tkt-${number}`,
    customer,
    subject: random.pick(subjects),
    priority,
    status: solved < limit ? solvedStatus(world, solved) : firstRepliedAt === null ? "new" : unsolved,
    createdAt: instantOfMinute(created),
    firstRepliedAt,
    solvedAt: solved < limit ? instantOfMinute(solved) : null,
    escalated: random.chance(escalatedBase + escalatedSlope * (1 - health)),
  };
}

function drawPriority(random: RandomStream, health: number): TicketPriority {
  const weights = parameters.tickets.priority;
  return random.weighted(
    ticketPriorities.map((priority) => {
      return [priority, weights[priority].weight + weights[priority].unhappy * (1 - health)] as const;
    }),
  );
}

function solvedStatus({ options }: AccountWorld, solved: number): TicketStatus {
  return options.lastDay * DAY - solved > parameters.tickets.closedAfterDays * DAY ? "closed" : "solved";
}

import { type SourceFact, type TicketPriority, type TicketStatus, ticketPriorities } from "@cs/models";
import { parameters } from "../parameters.ts";
import type { RandomStream } from "../random/random-stream.ts";
import type { AccountWorld } from "../world/account-world.ts";
import { instantOfMinute } from "./instant-of-minute.ts";

const DAY = 1440;

/** What is known of a ticket before its course is drawn. */
export interface TicketInput {
  readonly world: AccountWorld;
  readonly random: RandomStream;
  /** Of the ticket within its account. */
  readonly number: number;
  /** Minutes since 1970-01-01T00:00Z. */
  readonly created: number;
  readonly health: number;
  readonly subjects: readonly string[];
}

/** One request for help and what became of it; worse health means more urgent and slower. */
export function ticket({ world, random, number, created, health, subjects }: TicketInput): SourceFact<"tickets"> {
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

import type { SourceFact } from "@cs/models";
import type { AccountWorld } from "../world/account-world.ts";
import { instantOfMinute } from "./instant-of-minute.ts";
import { periodicAnswers, ticketAnswers } from "./survey-answers.ts";

const DAY = 1440;

/**
 * Answers to NPS and CES, each twice a year, and to CSAT after solved tickets, by time; empty when no source delivers
 * them. The survey tool asks after every ticket, also when the help desk itself is not connected.
 */
export function surveyFacts(
  world: AccountWorld,
  tickets: readonly SourceFact<"tickets">[],
): SourceFact<"surveyResponses">[] {
  if (world.identity.missingSources.includes("surveyResponses")) return [];
  const customer = world.identity.externalId;
  const rounds = [[...periodicAnswers(world, "nps"), ...ticketAnswers(world, tickets)], periodicAnswers(world, "ces")];
  return rounds
    .flatMap((answers) => answers.toSorted((left, right) => left.minute - right.minute))
    .filter(({ minute }) => minute >= world.from * DAY && minute < world.until * DAY)
    .map(({ minute, ...answer }, position) => ({ minute, id: `${customer}-sur-${position + 1}`, answer }))
    .sort((left, right) => left.minute - right.minute)
    .map(({ minute, id, answer }) => ({ externalId: id, customer, respondedAt: instantOfMinute(minute), ...answer }));
}

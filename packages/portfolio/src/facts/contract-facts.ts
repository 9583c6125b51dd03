import { dateOfDayNumber, type SourceFact } from "@cs/models";
import type { AccountWorld } from "../world/account-world.ts";
import { addMonths } from "../world/months.ts";

/** One contract a year since the beginning; the running one ends after the history. */
export function contractFacts({ identity, departure, until, churned }: AccountWorld): SourceFact<"contracts">[] {
  const { externalId, since, noticeDays, autoRenew } = identity;
  const facts: SourceFact<"contracts">[] = [];
  for (let year = 0; addMonths(since, 12 * year) < until; year += 1) {
    const end = addMonths(since, 12 * (year + 1));
    const cut = churned && departure !== null ? Math.min(end, departure.effectiveOn) : end;
    facts.push({
      externalId: `${externalId}-con-${year + 1}`,
      customer: externalId,
      type: "subscription",
      startDate: dateOfDayNumber(addMonths(since, 12 * year)),
      endDate: dateOfDayNumber(cut),
      noticeDays,
      autoRenew,
    });
  }
  return facts;
}

import { dateOfDayNumber, type SourceFact } from "@cs/models";
import type { AccountWorld } from "../world/account-world.ts";

/**
 * Seat reductions and the departure, as far as they are known on the last day. A notice that has not taken effect has
 * `effectiveDate: null`; the end of the subscription says when it will.
 */
export function churnFacts(world: AccountWorld): SourceFact<"churnEvents">[] {
  const { identity, departure, subscriptions, churned } = world;
  const customer = identity.externalId;
  const facts: SourceFact<"churnEvents">[] = subscriptions.seatReductions.map((day, position) => ({
    externalId: `${customer}-seats-${position + 1}`,
    customer,
    noticeDate: null,
    decisionDate: null,
    effectiveDate: dateOfDayNumber(day),
    type: "seat_reduction",
    reason: "lack_of_adoption",
    note: null,
  }));
  if (departure === null) return facts;
  const leaving = { externalId: `${customer}-churn-1`, customer, note: null };
  const effectiveDate = churned ? dateOfDayNumber(departure.effectiveOn) : null;
  if (departure.type === "non_renewal") {
    facts.push({
      ...leaving,
      noticeDate: dateOfDayNumber(departure.noticeOn),
      decisionDate: dateOfDayNumber(departure.decidedOn),
      effectiveDate,
      type: "non_renewal",
      reason: departure.reason,
    });
  } else if (churned) {
    const involuntary = { type: "involuntary", reason: "involuntary" } as const;
    facts.push({ ...leaving, noticeDate: null, decisionDate: null, effectiveDate, ...involuntary });
  }
  return facts;
}

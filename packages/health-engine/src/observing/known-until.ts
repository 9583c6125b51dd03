import type { AccountFacts, CalendarDate, FactKind } from "@cs/models";
import { earliestDay } from "./extreme-days.ts";

/**
 * The last day, at most the as-of day, that every needed feed covers. A count speaks for this day and not for the day
 * of its last event: that nothing happened since is part of what it says.
 */
export function knownUntil(
  { asOf, coverage }: Pick<AccountFacts, "asOf" | "coverage">,
  needs: readonly FactKind[],
): CalendarDate {
  return earliestDay([asOf, ...needs.flatMap((kind) => coverage[kind]?.to ?? [])]) ?? asOf;
}

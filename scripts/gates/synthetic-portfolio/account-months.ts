import { defaultScorecard, observe, score } from "@cs/health-engine";
import { type CalendarDate, dateOfDayNumber, dayNumber, type TaggedFact } from "@cs/models";
import type { Decision, Snapshot } from "@cs/prediction";
import { type AccountStory, accountStory, factsOf } from "./account-story.ts";
import { factsOn } from "./facts-on.ts";

/** The days of a history. */
export interface Calendar {
  /** First day with facts. */
  readonly from: CalendarDate;
  /** Days to score, one a month, ascending. */
  readonly months: readonly CalendarDate[];
}

/**
 * What the health engine knew of one account, month by month, while it was a customer and had not decided to leave: every
 * measure, the seats and the score of the default scorecard. Months without a score are left out, so that all scorers are
 * compared on the same.
 */
export function accountMonths(tagged: readonly TaggedFact[], { from, months }: Calendar): Snapshot[] {
  const story = accountStory(tagged);
  const [customer] = factsOf(tagged, "customers");
  const since = customer?.customerSince ?? "";
  const until = lastDay(tagged);
  return months
    .filter((asOf) => since <= asOf && asOf < until)
    .map((asOf) => ({ account: customer?.externalId ?? "", ...monthOf(story, asOf, from) }))
    .filter(({ features }) => features["health"] !== null);
}

/** The day on which the account decided to leave, if it did. A failed payment is no decision. */
export function decisionsOf(tagged: readonly TaggedFact[]): Decision[] {
  return factsOf(tagged, "churnEvents").flatMap(({ customer, decisionDate }) =>
    decisionDate === null ? [] : [{ account: customer, decidedOn: decisionDate }],
  );
}

/** First days of months. */
export function monthsBetween(from: CalendarDate, to: CalendarDate): CalendarDate[] {
  const days = Array.from({ length: dayNumber(to) - dayNumber(from) + 1 }, (_, day) => {
    return dateOfDayNumber(dayNumber(from) + day);
  });
  return days.filter((day) => day.endsWith("-01"));
}

function monthOf(story: AccountStory, asOf: CalendarDate, from: CalendarDate): Omit<Snapshot, "account"> {
  const facts = factsOn(story, asOf, from);
  const observations = observe(facts);
  const measured = Object.entries(observations).map(([name, { value }]) => [name, value] as const);
  const running = facts.subscriptions.filter(({ endDate }) => endDate === null || endDate > asOf);
  return {
    asOf,
    arr: running.reduce((sum, { arr }) => sum + arr, 0),
    newestFact: facts.usage.lastDay,
    features: {
      ...Object.fromEntries(measured),
      seats: running.reduce((sum, { seats }) => sum + (seats ?? 0), 0),
      health: score({ scorecard: defaultScorecard, observations, asOf }).score,
    },
  };
}

/** The day of the decision to leave, or of the end without one: after it nobody asks. */
function lastDay(tagged: readonly TaggedFact[]): CalendarDate {
  const ends = factsOf(tagged, "churnEvents").flatMap(({ type, decisionDate, effectiveDate }) => {
    return type === "seat_reduction" ? [] : (decisionDate ?? effectiveDate ?? []);
  });
  return ends.sort()[0] ?? "9999-12-31";
}

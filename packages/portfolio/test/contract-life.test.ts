import { dateOfDayNumber, dayNumber } from "@cs/models";
import { expect, test } from "vitest";
import { parameters } from "../src/parameters.ts";
import { paymentFailure } from "../src/world/payment-failure.ts";
import { renewals } from "../src/world/renewals.ts";
import { subscriptionHistory } from "../src/world/subscription-history.ts";
import { binomialBounds, standardised, trial } from "./statistics.ts";
import { identities, large, millionth, resolved } from "./worlds.ts";

const n = large.accounts;
const drawn = identities();

/** Histories of accounts that all began on one day and have one health for ever. */
function histories(since: string, health: number) {
  const from = dayNumber(since);
  return drawn.map((identity, index) => ({
    ...{ options: resolved, index, identity: { ...identity, since: from } },
    ...{ health: { from, weeks: [health] }, championDepartedOn: null },
  }));
}

function expectShare(count: number, share: number): void {
  const { least, most } = binomialBounds(n, share);
  expect(count).toBeGreaterThanOrEqual(least);
  expect(count).toBeLessThanOrEqual(most);
}

test.each([0.1, 0.3, 0.5, 0.8])(
  "at health %f the first renewal is left as often as the logistic curve says",
  (health) => {
    const { slope, midpoint } = parameters.departure;
    const decisions = histories("2024-02-01", health).map((history) => renewals(history));
    expect(decisions.every(({ length }) => length === 1)).toBe(true);
    const left = decisions.flat().filter(({ leaves }) => leaves);
    expectShare(left.length, 1 / (1 + Math.exp(-slope * (midpoint - health))));
  },
);

test("notice comes after the decision and in time", () => {
  const { decisionLeadDays, noticeLeadDays } = parameters.departure;
  for (const history of histories("2024-02-01", 0.3)) {
    for (const { decidedOn, noticeOn, renewalOn } of renewals(history)) {
      expect(dateOfDayNumber(renewalOn)).toBe("2025-02-01");
      expect(noticeOn - decidedOn).toBeGreaterThanOrEqual(decisionLeadDays[0]);
      expect(noticeOn - decidedOn).toBeLessThanOrEqual(decisionLeadDays[1]);
      const spare = renewalOn - history.identity.noticeDays - noticeOn;
      expect(spare).toBeGreaterThanOrEqual(noticeLeadDays[0]);
      expect(spare).toBeLessThanOrEqual(noticeLeadDays[1]);
    }
  }
});

test("payments fail at the same rate per year, however the account is billed and however healthy it is", () => {
  // Twenty years from 2005-07-01 to 2025-06-30: 240 monthly, 80 quarterly or 20 yearly invoices.
  const trials = histories("2005-07-01", 0.99).map((history) => {
    const { billingMonths } = history.identity;
    const chance = (parameters.departure.involuntaryPerYear * billingMonths) / 12;
    return trial(paymentFailure(history) !== null, 1 - (1 - chance) ** (240 / billingMonths));
  });
  expect(Math.abs(standardised(trials))).toBeLessThan(millionth);
});

test("healthy accounts expand at each half-year as often as stated", () => {
  const grown = histories("2024-12-01", 0.9).filter((history) => changesOn("2025-06-01", history).length > 0);
  expectShare(grown.length, parameters.change.expansion * (0.9 - 0.5));
});

test("unhealthy accounts give up seats at a renewal as often as stated, and only there", () => {
  const shrunk = histories("2024-06-01", 0.2).filter((history) => reductionsOf(history).length > 0);
  expectShare(shrunk.length, parameters.change.contraction * (0.5 - 0.2));
  const days = new Set(shrunk.flatMap(reductionsOf));
  expect([...days].map(dateOfDayNumber)).toEqual(["2025-06-01"]);
});

type History = ReturnType<typeof histories>[number];

function subscriptionsOf({ index, identity, health }: History) {
  const changesBefore = resolved.lastDay + 1;
  return subscriptionHistory({ seed: large.seed, index, identity, health, changesBefore, end: null });
}

function changesOn(date: string, history: History) {
  return subscriptionsOf(history).lines.filter(({ start }) => start === dayNumber(date));
}

function reductionsOf(history: History): readonly number[] {
  return subscriptionsOf(history).seatReductions;
}

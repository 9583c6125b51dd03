import { expect, test } from "vitest";
import { accountFacts } from "./account-facts.ts";
import { type AccountTruth, accountTruth } from "./account-truth.ts";
import type { PortfolioOptions } from "./options/portfolio-options.ts";
import { parameters } from "./parameters.ts";

const options: PortfolioOptions = { accounts: 2000, seed: 5, asOf: "2025-06-30", historyDays: 365 };
const truths = Array.from({ length: 2000 }, (_, index) => accountTruth(options, index));
const share = (rows: readonly AccountTruth[], holds: (row: AccountTruth) => boolean) => {
  return rows.filter(holds).length / rows.length;
};

test("latent health spreads over (0, 1)", () => {
  const sorted = truths.map(({ latentHealth }) => latentHealth).toSorted((left, right) => left - right);
  expect(sorted[0]).toBeGreaterThan(0);
  expect(sorted.at(-1)).toBeLessThan(1);
  expect(sorted[200]).toBeLessThan(0.4);
  expect(sorted[1000]).toBeGreaterThan(0.6);
  expect(sorted[1800]).toBeGreaterThan(0.85);
});

test("accounts with the lowest latent health leave more than those with the highest", () => {
  const sorted = truths.toSorted((left, right) => left.latentHealth - right.latentHealth);
  const leaves = (row: AccountTruth) => row.hasLeft && row.churnType === "non_renewal";
  const lowest = share(sorted.slice(0, 400), leaves);
  const highest = share(sorted.slice(-400), leaves);
  expect(lowest).toBeGreaterThan(5 * highest);
  expect(lowest - highest).toBeGreaterThan(0.1);
  expect(share(truths, ({ hasLeft }) => hasLeft)).toBeGreaterThan(0.05);
  expect(share(truths, ({ hasLeft }) => hasLeft)).toBeLessThan(0.25);
});

test("the chance to leave follows from the health of the twelve weeks before, as the parameters say", () => {
  const { slope, midpoint } = parameters.departure;
  for (const { weeklyHealth, weeklyLeaveProbability } of truths.slice(0, 200)) {
    expect(weeklyLeaveProbability).toHaveLength(weeklyHealth.length);
    weeklyLeaveProbability.slice(12).forEach((probability, week) => {
      const mean = weeklyHealth.slice(week, week + 12).reduce((sum, value) => sum + value, 0) / 12;
      expect(probability).toBeCloseTo(1 / (1 + Math.exp(slope * (mean - midpoint))), 10);
    });
  }
});

test("the truth tells every decision and why who leaves", () => {
  for (const truth of truths) {
    const left = truth.renewals.filter((renewal) => renewal.left);
    expect(left.length).toBeLessThanOrEqual(1);
    if (truth.churnType !== null) expect(truth.churnReason).not.toBeNull();
    if (truth.churnType === null)
      expect(truth).toMatchObject({ churnReason: null, effectiveDate: null, hasLeft: false });
    if (truth.churnType === "involuntary") expect(truth.churnReason).toBe("involuntary");
    if (truth.churnType === "non_renewal") {
      expect(left).toMatchObject([{ decidedOn: truth.decisionDate, renewalOn: truth.effectiveDate }]);
    }
  }
  expect(truths.flatMap(({ renewals }) => renewals).length).toBeGreaterThan(1000);
});

test("recent use per seat follows latent health, and tickets run against it", () => {
  const rows = truths.slice(0, 400).flatMap((truth, index) => {
    const facts = accountFacts(options, index);
    const since = facts.flatMap(({ kind, fact }) => (kind === "customers" ? (fact.customerSince ?? "") : []))[0] ?? "";
    if (truth.churnType !== null || truth.missingSources.length > 0 || since > "2025-01-01") return [];
    const seats = facts.reduce((sum, { kind, fact }) => {
      return kind === "subscriptions" && fact.endDate === null ? sum + (fact.seats ?? 0) : sum;
    }, 0);
    const users = new Set(
      facts.flatMap(({ kind, fact }) => (kind === "usage" && fact.occurredAt > "2025-06-01" ? fact.user : [])),
    );
    const tickets = facts.filter(({ kind }) => kind === "tickets").length;
    return [{ health: truth.latentHealth, used: users.size / seats, tickets: tickets / Math.sqrt(seats) }];
  });
  expect(rows.length).toBeGreaterThan(150);
  expect(correlation(rows.map(({ health, used }) => [health, used]))).toBeGreaterThan(0.6);
  expect(correlation(rows.map(({ health, tickets }) => [health, tickets]))).toBeLessThan(-0.2);
}, 30_000);

/** Pearson's r. */
function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(pairs.map(([x]) => x)), mean(pairs.map(([, y]) => y))];
  const sum = (product: (dx: number, dy: number) => number) =>
    mean(pairs.map(([x, y]) => product(x - meanX, y - meanY)));
  return sum((dx, dy) => dx * dy) / Math.sqrt(sum((dx) => dx * dx) * sum((_, dy) => dy * dy));
}

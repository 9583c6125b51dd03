import { InvalidInputError } from "@cs/models";
import fc from "fast-check";
import { expect, test } from "vitest";
import { accountFacts } from "./account-facts.ts";
import type { PortfolioOptions } from "./options/portfolio-options.ts";
import { portfolioAccounts, portfolioFacts, portfolioTruths } from "./portfolio-facts.ts";

const options: PortfolioOptions = { accounts: 9, seed: 11, asOf: "2025-03-31", historyDays: 200 };

test("equal options give equal facts", () => {
  expect([...portfolioFacts({ ...options })]).toEqual([...portfolioFacts(options)]);
});

const plan = fc.integer({ min: 1, max: 5 }).chain((accounts) =>
  fc.record({
    accounts: fc.constant(accounts),
    seed: fc.nat(),
    cuts: fc.array(fc.integer({ min: 0, max: accounts }), { maxLength: 4 }),
    urgency: fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
  }),
);

test("any split into shards, run in any order, gives the facts and truths of one run", () => {
  const property = fc.property(plan, ({ accounts, seed, cuts, urgency }) => {
    const portfolio = { accounts, seed, asOf: "2025-03-31", historyDays: 30 };
    const borders = [0, ...cuts.toSorted((left, right) => left - right), accounts];
    const shards = borders.slice(1).map((border, place) => {
      const from = borders[place] ?? 0;
      return { place, from, count: border - from };
    });
    const run = shards
      .toSorted((left, right) => (urgency[left.place] ?? 0) - (urgency[right.place] ?? 0))
      .map(({ place, ...range }) => {
        return { place, facts: [...portfolioFacts(portfolio, range)], truths: [...portfolioTruths(portfolio, range)] };
      })
      .toSorted((left, right) => left.place - right.place);
    expect(run.flatMap(({ facts }) => facts)).toEqual([...portfolioFacts(portfolio)]);
    expect(run.flatMap(({ truths }) => truths)).toEqual([...portfolioTruths(portfolio)]);
  });
  fc.assert(property, { numRuns: 1000 });
}, 120_000);

test("an account is the same in a portfolio of any size", () => {
  for (const accounts of [4, 100, 1_000_000]) {
    expect(accountFacts({ ...options, accounts }, 3)).toEqual(accountFacts(options, 3));
  }
});

test("accounts come one at a time: the last of a million starts at once", () => {
  const million = { ...options, accounts: 1_000_000 };
  const [facts] = [...portfolioAccounts(million, { from: 999_999, count: 1 })];
  expect(facts?.[0]).toMatchObject({ kind: "customers", fact: { externalId: "demo-1000000" } });
  expect(portfolioAccounts(million).next().value?.[0]).toMatchObject({ fact: { externalId: "demo-0001" } });
});

test("another seed gives other facts", () => {
  expect(accountFacts({ ...options, seed: 12 }, 0)).not.toEqual(accountFacts(options, 0));
});

test.each([
  ["accounts", { accounts: 0 }],
  ["accounts", { accounts: 1_000_001 }],
  ["seed", { seed: -1 }],
  ["asOf", { asOf: "2025-02-30" }],
  ["historyDays", { historyDays: 29 }],
])("a bad %s is refused by name", (field, change) => {
  const call = () => accountFacts({ ...options, ...change }, 0);
  expect(call).toThrow(InvalidInputError);
  expect(call).toThrow(expect.objectContaining({ field }));
});

test.each([
  ["from", { from: -1, count: 1 }],
  ["from", { from: 10, count: 0 }],
  ["from", { from: 0.5, count: 1 }],
  ["count", { from: 0, count: 10 }],
  ["count", { from: 4, count: 6 }],
  ["count", { from: 4, count: -1 }],
])("a bad %s of a range is refused by name", (field, range) => {
  const call = () => [...portfolioFacts(options, range)];
  expect(call).toThrow(InvalidInputError);
  expect(call).toThrow(expect.objectContaining({ field }));
});

test("an index outside the portfolio is refused", () => {
  expect(() => accountFacts(options, 9)).toThrow(InvalidInputError);
});

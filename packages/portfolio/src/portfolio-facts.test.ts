import { InvalidInputError } from "@cs/models";
import { expect, test } from "vitest";
import { accountFacts } from "./account-facts.ts";
import type { PortfolioOptions } from "./options/portfolio-options.ts";
import { portfolioFacts } from "./portfolio-facts.ts";

const options: PortfolioOptions = { accounts: 9, seed: 11, asOf: "2025-03-31", historyDays: 200 };

test("equal options give equal facts", () => {
  expect([...portfolioFacts({ ...options })]).toEqual([...portfolioFacts(options)]);
});

test("an account is the same alone, in its shard and in a larger portfolio", () => {
  const whole = [...portfolioFacts(options)];
  const alone = [8, 3, 0, 5, 1, 7, 2, 6, 4].map((index) => ({ index, facts: accountFacts(options, index) }));
  expect(alone.toSorted((left, right) => left.index - right.index).flatMap(({ facts }) => facts)).toEqual(whole);
  const shards = [
    { from: 0, to: 4 },
    { from: 4, to: 4 },
    { from: 4, to: 9 },
  ];
  expect(shards.flatMap((range) => [...portfolioFacts(options, range)])).toEqual(whole);
  expect(accountFacts({ ...options, accounts: 1_000_000 }, 3)).toEqual(accountFacts(options, 3));
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

test("an index or a range outside the portfolio is refused", () => {
  expect(() => accountFacts(options, 9)).toThrow(InvalidInputError);
  expect(() => [...portfolioFacts(options, { from: 0, to: 10 })]).toThrow(InvalidInputError);
});

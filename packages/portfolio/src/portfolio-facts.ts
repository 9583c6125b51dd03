import type { TaggedFact } from "@cs/models";
import { accountFacts } from "./account-facts.ts";
import { type AccountTruth, accountTruth } from "./account-truth.ts";
import type { AccountRange, PortfolioOptions } from "./options/portfolio-options.ts";
import { resolveRange } from "./options/resolve-options.ts";

/**
 * The facts of each account of a range, by default of all, one account at a time. Shards that cover the portfolio give
 * the same facts as the whole, in whatever order they run. Bad options throw at the first `next()`.
 */
export function* portfolioAccounts(
  options: PortfolioOptions,
  range?: AccountRange,
): Generator<readonly TaggedFact[], void, undefined> {
  for (const index of indexes(options, range)) yield accountFacts(options, index);
}

/** The facts of `portfolioAccounts` as one stream. */
export function* portfolioFacts(
  options: PortfolioOptions,
  range?: AccountRange,
): Generator<TaggedFact, void, undefined> {
  for (const facts of portfolioAccounts(options, range)) yield* facts;
}

/** The truths of the same accounts in the same order. For evaluation only: no engine may read them. */
export function* portfolioTruths(
  options: PortfolioOptions,
  range?: AccountRange,
): Generator<AccountTruth, void, undefined> {
  for (const index of indexes(options, range)) yield accountTruth(options, index);
}

function* indexes(options: PortfolioOptions, range?: AccountRange): Generator<number, void, undefined> {
  const { from, count } = resolveRange(options, range);
  for (let index = from; index < from + count; index += 1) yield index;
}

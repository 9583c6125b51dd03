import { InvalidInputError, type TaggedFact } from "@cs/models";
import { accountFacts } from "./account-facts.ts";
import type { AccountRange, PortfolioOptions } from "./options/portfolio-options.ts";
import { resolveOptions } from "./options/resolve-options.ts";

/**
 * Streams the facts of accounts [from, to), by default all, account by account. Shards that cover the portfolio give
 * the same facts as the whole. Bad options throw at the first `next()`.
 */
export function* portfolioFacts(
  options: PortfolioOptions,
  range?: AccountRange,
): Generator<TaggedFact, void, undefined> {
  const { accounts } = resolveOptions(options);
  const { from, to } = range ?? { from: 0, to: accounts };
  const whole = Number.isSafeInteger(from) && Number.isSafeInteger(to);
  if (!whole || from < 0 || from > to || to > accounts) {
    throw new InvalidInputError(`range must lie within 0 to ${accounts}`, { field: "range" });
  }
  for (let index = from; index < to; index += 1) yield* accountFacts(options, index);
}

import type { PortfolioOptions } from "../src/options/portfolio-options.ts";
import { resolveOptions } from "../src/options/resolve-options.ts";
import { accountIdentity } from "../src/world/account-identity.ts";
import { type AccountWorld, accountWorld } from "../src/world/account-world.ts";

/** A portfolio that is large enough for tests of its distributions. */
export const large: PortfolioOptions = { accounts: 20_000, seed: 20_250_630, asOf: "2025-06-30" };
export const resolved = resolveOptions(large);

/** Beyond this a standard normal lies once in a million draws. */
export const millionth = 4.9;

export function identities() {
  return Array.from({ length: large.accounts }, (_, index) => accountIdentity(resolved, index));
}

export function worlds(count: number): AccountWorld[] {
  return Array.from({ length: count }, (_, index) => accountWorld(resolved, index));
}

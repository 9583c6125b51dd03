export { accountFacts } from "./account-facts.ts";
export { type AccountTruth, accountTruth } from "./account-truth.ts";
export type { AccountRange, PortfolioOptions } from "./options/portfolio-options.ts";
export { parameters } from "./parameters.ts";
export { portfolioFacts } from "./portfolio-facts.ts";

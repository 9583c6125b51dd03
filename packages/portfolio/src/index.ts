export { accountFacts } from "./account-facts.ts";
export { type AccountTruth, accountTruth, type RenewalTruth } from "./account-truth.ts";
export { csvHeader, csvRow } from "./csv/csv-row.ts";
export { csvFileName, type PortfolioMapping, portfolioMapping } from "./csv/portfolio-mapping.ts";
export { irrelevantMeasures } from "./names/irrelevant.ts";
export type { AccountRange, PortfolioOptions } from "./options/portfolio-options.ts";
export { defaultHistoryDays, resolveRange } from "./options/resolve-options.ts";
export { parameters } from "./parameters.ts";
export { portfolioAccounts, portfolioFacts, portfolioTruths } from "./portfolio-facts.ts";

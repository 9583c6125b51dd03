import { portfolioFacts } from "@cs/portfolio";
import type { Runtime } from "@cs/runtime";
import { loadFacts, scoreHistory } from "@cs/services";

/** The day on which the demo portfolio ends, which is today for every question about it. */
export const demoDay = "2026-06-30";

/** The accounts of the demo that `npm start` shows, which there end on another day. */
const demo = { accounts: 40, seed: 7, historyDays: 420 } as const;

/** Fills a tenant with the demo portfolio and the scores of its last half year, every other week: always the same. */
export async function fillDemo({ persistence, tenantId }: Pick<Runtime, "persistence" | "tenantId">): Promise<void> {
  const facts = portfolioFacts({ ...demo, asOf: demoDay });
  await loadFacts({ persistence, tenantId, source: "demo", asOf: demoDay, facts });
  await scoreHistory({ persistence, tenantId, asOf: demoDay, from: "2026-01-01", everyDays: 14 });
}

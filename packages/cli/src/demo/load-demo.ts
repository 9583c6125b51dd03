import { portfolioFacts } from "@cs/portfolio";
import type { Runtime } from "@cs/runtime";
import { ensureTenant, loadFacts } from "@cs/services";
import type { Reporter } from "../terminal/reporter.ts";

/** The demo portfolio has a tenant of its own: it never mixes with real accounts. */
export const demoTenantId = "demo";

const source = "demo";
/** The history is longer than the longest window of a measure (366 days). */
const demo = { accounts: 40, seed: 7, historyDays: 420 } as const;

/**
 * Creates the demo portfolio unless it is complete. It ends on the day of its creation and stands still from then on;
 * an interrupted creation continues with the same day and so with the same facts. Gives whether it was created now.
 */
export async function loadDemo({ persistence }: Pick<Runtime, "persistence">, reporter: Reporter): Promise<boolean> {
  await ensureTenant(persistence, demoTenantId);
  const { complete, started } = await persistence.read(demoTenantId, async (tx) => ({
    complete: await tx.queries.hasDelivered(source),
    started: (await tx.tenants.get()).demoAsOf,
  }));
  if (complete) return false;
  const asOf = started ?? new Date().toISOString().slice(0, 10);
  await persistence.write(demoTenantId, (tx) => tx.tenants.markDemo(asOf));
  const bar = reporter.progress("Demo portfolio");
  let accounts = 0;
  const count = await loadFacts({
    persistence,
    tenantId: demoTenantId,
    source,
    asOf,
    facts: counted(portfolioFacts({ ...demo, asOf }), () => {
      accounts += 1;
    }),
    onProgress: () => bar.update(accounts, demo.accounts),
  });
  bar.stop(`Created a demo portfolio of ${demo.accounts} accounts with ${count.toLocaleString("en-US")} facts`);
  return true;
}

/** Passes facts on and tells of each account that begins. */
function* counted<Fact extends { readonly kind: string }>(
  facts: Iterable<Fact>,
  onAccount: () => void,
): Generator<Fact> {
  for (const fact of facts) {
    if (fact.kind === "customers") onAccount();
    yield fact;
  }
}

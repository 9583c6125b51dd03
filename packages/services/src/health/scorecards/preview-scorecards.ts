import { type MigrationPreview, type Mover, migrationPreviewer, observe } from "@cs/health-engine";
import type { CalendarDate } from "@cs/models";
import type { Persistence } from "@cs/persistence";
import { chooseScorecards } from "../scoring/choose-scorecards.ts";
import { isCustomer } from "../scoring/is-customer.ts";
import { plannedScorecards, type ScorecardPlan } from "./scorecard-plan.ts";

export interface PreviewOptions {
  readonly persistence: Persistence;
  readonly tenantId: string;
  readonly plan: ScorecardPlan;
  readonly asOf: CalendarDate;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A preview with the names of the movers, and how many accounts another scorecard or version would score. */
export interface ScorecardPreview extends MigrationPreview {
  readonly affected: number;
  readonly movers: readonly (Mover & { readonly clientName: string })[];
}

const batchSize = 200;

/**
 * What a plan would do to the scores of all customers on a day. Overrides and hysteresis are left aside: it compares
 * what the data say. Nothing is stored.
 */
export async function previewScorecards(options: PreviewOptions): Promise<ScorecardPreview> {
  const { persistence, tenantId, plan, asOf, onProgress = () => {}, signal } = options;
  const total = await persistence.read(tenantId, (tx) => tx.accounts.count());
  const previewer = migrationPreviewer({ asOf });
  let affected = 0;
  let done = 0;
  let lastId: string | null = null;
  for (;;) {
    signal?.throwIfAborted();
    const clientIds: string[] = await persistence.read(tenantId, async (tx) => {
      const ids = await tx.accounts.idsAfter(lastId, batchSize);
      const { timeZone } = await tx.tenants.get();
      const now = await chooseScorecards(tx);
      const planned = await plannedScorecards(tx, plan);
      for (const facts of await tx.queries.accountFacts({ clientIds: ids, asOf, timeZone })) {
        if (!isCustomer(facts)) continue;
        const scorecards = { old: now(facts).scorecard, next: planned(facts) };
        if (scorecards.old.contentHash !== scorecards.next.contentHash) affected += 1;
        previewer.add({ clientId: facts.clientId, observations: observe(facts) }, scorecards);
      }
      return ids;
    });
    lastId = clientIds.at(-1) ?? null;
    if (lastId === null) break;
    done += clientIds.length;
    onProgress(done, Math.max(total, done));
  }
  const { movers, ...preview } = previewer.preview();
  const names = await persistence.read(tenantId, (tx) => tx.accounts.namesOf(movers.map(({ clientId }) => clientId)));
  const named = movers.map((mover) => ({ ...mover, clientName: names.get(mover.clientId) ?? mover.clientId }));
  return { ...preview, affected, movers: named };
}

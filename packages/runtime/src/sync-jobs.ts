import type { JobName, Jobs } from "@cs/persistence";
import { syncContacts, syncTickets } from "@cs/services";
import { intercomContacts } from "./integrations/intercom/intercom-contacts.ts";
import { zendeskTickets } from "./integrations/zendesk-tickets.ts";
import type { WorkerSurroundings } from "./worker-surroundings.ts";

/** Works on the jobs that read from the vendors of the worker's tenant what has changed there. */
export async function workOnSyncs(surroundings: WorkerSurroundings, jobs: Jobs): Promise<void> {
  const { log, persistence, tenantId, integrations, today } = surroundings;
  /** A job of another tenant is tried again: another worker may have the settings. */
  const work = async (name: SyncJob, vendor: string, sync: (signal: AbortSignal) => Promise<void>) =>
    jobs.work(name, async ({ data, signal }) => {
      if (data.tenantId !== tenantId) throw new Error(missingVendor(vendor, data.tenantId));
      await sync(signal);
    });
  if (integrations.configured.has("zendesk")) {
    await work("sync-zendesk", "Zendesk", async (signal) => {
      const { asOf } = await today(tenantId);
      const source = zendeskTickets(integrations.zendesk);
      const options = { persistence, tenantId, source, today: asOf, signal };
      const { unmatchedTickets: _, ...report } = await syncTickets(options);
      log.info({ tenantId, ...report }, "read the tickets of Zendesk that have changed");
    });
  }
  if (integrations.configured.has("intercom")) {
    // It remembers companies from one sync to the next.
    const source = intercomContacts(integrations.intercom);
    await work("sync-intercom", "Intercom", async (signal) => {
      const report = await syncContacts({ persistence, tenantId, source, signal });
      const { unmatchedContacts: _, removedContacts: __, ...counts } = report;
      log.info({ tenantId, ...counts }, "read the contacts of Intercom that have changed");
    });
  }
}

type SyncJob = Extract<JobName, `sync-${string}`>;

function missingVendor(vendor: string, tenantId: string): string {
  const settings = `CS_TENANT=${tenantId} and the ${vendor.toUpperCase()}_ settings`;
  return `This worker has no ${vendor} of tenant ${tenantId}: start one with ${settings}.`;
}

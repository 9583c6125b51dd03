import type { CalendarDate } from "@cs/models";
import type { JobName, Persistence } from "@cs/persistence";
import { syncContacts, syncTickets, syncUsage } from "@cs/services";
import type { Integrations } from "./open-integrations.ts";
import { zendeskTickets } from "./zendesk-tickets.ts";

/** What a job stands on that reads from another system what has changed there. */
export interface SyncSurroundings {
  readonly persistence: Persistence;
  readonly tenantId: string;
  readonly integrations: Integrations;
  readonly today: CalendarDate;
  readonly signal: AbortSignal;
}

export interface SyncJob {
  readonly name: Extract<JobName, `sync-${string}`>;
  readonly cron: string;
  /** As people call it; its settings begin with that in upper case. */
  readonly vendor: string;
  isConfigured(integrations: Integrations): boolean;
  /** Gives what to log. */
  read(surroundings: SyncSurroundings): Promise<object>;
}

/** Each is asked for where its vendor is configured. */
export const syncJobs: readonly SyncJob[] = [
  {
    name: "sync-zendesk",
    cron: "*/5 * * * *",
    vendor: "Zendesk",
    isConfigured: ({ configured }) => configured.has("zendesk"),
    async read({ integrations, ...options }) {
      const source = zendeskTickets(integrations.zendesk);
      const { unmatchedTickets: _, ...report } = await syncTickets({ ...options, source });
      return report;
    },
  },
  {
    name: "sync-intercom",
    cron: "*/15 * * * *",
    vendor: "Intercom",
    isConfigured: ({ configured }) => configured.has("intercom"),
    async read({ integrations, ...options }) {
      const report = await syncContacts({ ...options, source: integrations.contacts });
      const { unmatchedContacts: _, removedContacts: __, ...counts } = report;
      return counts;
    },
  },
  {
    name: "sync-mixpanel",
    cron: "37 * * * *",
    vendor: "Mixpanel",
    isConfigured: ({ usage }) => usage !== null,
    async read({ integrations, ...options }) {
      const { usage: source } = integrations;
      if (source === null) throw new Error("Mixpanel is not configured");
      const { withoutAccount: _, ...report } = await syncUsage({ ...options, source });
      return report;
    },
  },
];

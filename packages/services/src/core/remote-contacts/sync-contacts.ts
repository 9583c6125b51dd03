import { countsOf } from "../../sync/counts-of.ts";
import { type SyncOptions, syncStream } from "../../sync/sync-stream.ts";
import { type ContactReport, contactReport } from "./contact-report.ts";
import type { ContactSource } from "./contact-source.ts";
import { takeRemoteContacts } from "./take-remote-contacts.ts";

export interface SyncContactsOptions extends SyncOptions {
  readonly source: ContactSource;
}

/**
 * Reads the contacts that have changed since the last run, as `syncStream` says. It covers no days: what health asks of
 * contacts are roles and departures, which these systems do not tell.
 */
export async function syncContacts(options: SyncContactsOptions): Promise<ContactReport> {
  const { persistence, tenantId, source } = options;
  const run = await syncStream({
    ...options,
    stream: "contacts",
    async take(tx, { contacts, read }) {
      const once = [...new Map(contacts.map((contact) => [contact.id, contact])).values()];
      return countsOf(await takeRemoteContacts(tx, source.name, once), read - contacts.length);
    },
  });
  return persistence.write(tenantId, (tx) => contactReport(tx, run));
}

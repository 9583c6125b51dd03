import type { Instant } from "@cs/models";
import type { Persistence } from "@cs/persistence";
import { type TakenEvent, takeOnce } from "../../sync/take-once.ts";
import type { RemoteContact } from "./remote-contact.ts";
import { takeRemoteContacts } from "./take-remote-contacts.ts";

/** An event that tells of a contact as it is since then, or that it was removed. */
export type ContactEvent = { readonly id: string; readonly at: Instant } & (
  | { readonly contact: RemoteContact }
  | { readonly removed: string }
);

export interface TakeContactEventOptions {
  readonly persistence: Persistence;
  readonly tenantId: string;
  /** The system, as `intercom`. */
  readonly source: string;
}

/**
 * Takes an event of a contact: whatever order events come in, and however often, at the same time too. One who was removed
 * there stays here as last known, with a note: a removal does not say that somebody has left their company.
 */
export function takeContactEvent({ source, ...of }: TakeContactEventOptions, event: ContactEvent): Promise<TakenEvent> {
  const { id, at } = event;
  const subject = "removed" in event ? event.removed : event.contact.id;
  return takeOnce(of, { consumer: "contacts", source, id, at, subject }, async (tx) => {
    if ("removed" in event) {
      const isKnown = await tx.remoteContacts.markRemoved(source, subject, at);
      return { contact: subject, status: isKnown ? "removed" : "outdated" };
    }
    const [taken] = await takeRemoteContacts(tx, source, [event.contact]);
    return { contact: subject, ...taken };
  });
}

import type { RemoteContactEntry, RemoteTicketEntry } from "../src/index.ts";

/** A ticket of a help desk that is known; a test names only what it is about. */
export function remoteTicket(part: Partial<RemoteTicketEntry> = {}): RemoteTicketEntry {
  return {
    externalId: "the-same-ticket",
    ownId: null,
    clientId: null,
    unmatched: null,
    organizationId: null,
    requesterDomain: null,
    updatedAt: "2024-06-30T10:00:00.000Z",
    statedAt: null,
    ...part,
  };
}

/** A contact of another system that is known; a test names only what it is about. */
export function remoteContact(part: Partial<RemoteContactEntry> = {}): RemoteContactEntry {
  return {
    externalId: "the-same-contact",
    ownId: null,
    clientId: null,
    leftOut: null,
    companyIds: null,
    emailDomain: null,
    updatedAt: "2024-06-30T10:00:00.000Z",
    statedAt: null,
    ...part,
  };
}

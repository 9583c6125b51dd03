import { z } from "zod";
import type { VendorCall } from "../http/vendor-call.ts";
import { conflictOnWire } from "./conflict.ts";
import { contactOnWire, type RemoteContact } from "./contact.ts";

/** A contact as this product knows it. What is left out stays as it is at Intercom. */
export interface NewContact {
  /** The id of the person here: Intercom keeps one contact of the role `user` for it. */
  readonly externalId: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

export function contactPath(contactId: string, part = ""): string {
  return `/contacts/${encodeURIComponent(contactId)}${part}`;
}

export function readContact(path: string): VendorCall<RemoteContact> {
  return { operation: "getUser", method: "GET", path, repeat: "always", answer: contactOnWire };
}

/** Sent twice, the second is a conflict with the first, which the upsert resolves. */
export function createContact(contact: NewContact) {
  return {
    operation: "createUser",
    method: "POST",
    path: "/contacts",
    body: bodyOf(contact),
    repeat: "always",
    answer: z.union([conflictOnWire, contactOnWire]),
    alsoAnswers: [409],
  } as const;
}

export function updateContact(contactId: string, contact: NewContact): VendorCall<RemoteContact> {
  return {
    operation: "updateUser",
    method: "PUT",
    path: contactPath(contactId),
    body: bodyOf(contact),
    repeat: "always",
    answer: contactOnWire,
  };
}

function bodyOf({ externalId, name, email }: NewContact) {
  return { role: "user", external_id: externalId, name, email };
}

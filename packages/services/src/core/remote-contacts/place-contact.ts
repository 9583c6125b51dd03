import type { SourceFact } from "@cs/models";
import type { AccountsByMark, LeftOutReason, RemoteContactEntry, StoredContact } from "@cs/persistence";
import { findContactAccount } from "./find-contact-account.ts";
import { mergeContact } from "./merge-contact.ts";
import type { OwnContacts } from "./own-contacts.ts";
import type { RemoteContact } from "./remote-contact.ts";

/** What a contact becomes, or why it becomes nothing. */
export type PlacedContact =
  | { readonly fact: SourceFact<"contacts">; readonly isOwn: boolean }
  | { readonly reason: LeftOutReason };

interface PlaceOptions {
  readonly accounts: AccountsByMark;
  readonly own: OwnContacts;
  /** The contact as facts of its source have it. */
  readonly stored: StoredContact | undefined;
  readonly before: RemoteContactEntry | undefined;
}

/** Whose a contact is. One that was stored under its own id stays that, though one with its address is registered here. */
export function placeContact(contact: RemoteContact, { accounts, own, stored, before }: PlaceOptions): PlacedContact {
  if (!contact.isUser) return { reason: "lead" };
  const named = own.named(contact);
  const found = named ?? findContactAccount(contact, accounts, before);
  if ("reason" in found) return found;
  const { clientId } = found;
  const registered = named ?? (stored ? undefined : own.addressed(contact, clientId));
  const isOwn = registered !== undefined;
  const fact = mergeContact(contact, { clientId, stored: registered ?? stored, isOwn });
  return fact ? { fact, isOwn } : { reason: "nameless" };
}

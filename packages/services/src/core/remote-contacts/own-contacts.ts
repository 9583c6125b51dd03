import type { ClientId } from "@cs/models";
import type { StoredContact, WriteTransaction } from "@cs/persistence";
import type { KnownContacts } from "./find-contact-account.ts";
import type { RemoteContact } from "./remote-contact.ts";

/** The contacts that were registered here, as those of another system. */
export interface OwnContacts {
  /** The one that a contact names as itself, or was taken for before. */
  named(contact: RemoteContact): StoredContact | undefined;
  /** The one that has the address of a contact, at its account. */
  addressed(contact: RemoteContact, clientId: ClientId): StoredContact | undefined;
}

/** Finds them for many contacts at once. A contact of ours is one contact there: the first that is taken for it. */
export async function ownContacts(
  tx: Pick<WriteTransaction, "remoteContacts">,
  source: string,
  { contacts, known }: { readonly contacts: readonly RemoteContact[]; readonly known: KnownContacts },
): Promise<OwnContacts> {
  const idOf = ({ id, ownId }: RemoteContact) =>
    known.get(id)?.ownId ?? (ownId !== null && isOwnId(ownId) ? ownId : null);
  const registered = await tx.remoteContacts.registered({
    ids: contacts.flatMap((contact) => idOf(contact) ?? []),
    emails: contacts.flatMap(({ email }) => email?.toLowerCase() ?? []),
  });
  const byId = new Map(registered.map((contact) => [contact.externalId, contact]));
  const byAddress = Map.groupBy(registered, ({ email }) => email?.toLowerCase() ?? "");
  const owners = await tx.remoteContacts.owners(source, [...byId.keys()]);
  const isFree = ({ externalId }: StoredContact, id: string) => (owners.get(externalId) ?? id) === id;
  const claim = (found: StoredContact | undefined, id: string) => {
    if (!found || !isFree(found, id)) return undefined;
    owners.set(found.externalId, id);
    return found;
  };
  return {
    named: (contact) => claim(byId.get(idOf(contact) ?? ""), contact.id),
    addressed({ id, email }, clientId) {
      const there = email === null ? [] : (byAddress.get(email.toLowerCase()) ?? []);
      const found = there.find((contact) => contact.clientId === clientId && isFree(contact, id));
      return claim(found, id);
    },
  };
}

/** Whether an id is of the form of those that contacts get here. */
function isOwnId(id: string): boolean {
  return /^con_[0-9a-z]{26}$/.test(id);
}

import type { ClientId } from "@cs/models";
import type { AccountsByMark, LeftOutReason, RemoteContactEntry, WriteTransaction } from "@cs/persistence";
import { accountBehind } from "../../sync/account-behind.ts";
import { domainOf } from "../../sync/domain-of.ts";
import type { RemoteContact } from "./remote-contact.ts";

/** The account of a contact, or why it has none. */
export type FoundAccount = { readonly clientId: ClientId } | { readonly reason: LeftOutReason };

/** Contacts that were taken before, by their ids. */
export type KnownContacts = ReadonlyMap<string, RemoteContactEntry>;

/** Asks for the accounts behind many contacts of a source at once; addresses of contacts say nothing of contacts. */
export function accountsBehindContacts(
  tx: Pick<WriteTransaction, "accounts">,
  source: string,
  { contacts, known }: { readonly contacts: readonly RemoteContact[]; readonly known: KnownContacts },
): Promise<AccountsByMark> {
  return tx.accounts.byMark({
    source,
    organizations: contacts.flatMap((contact) => companiesOf(contact, known.get(contact.id)) ?? []),
    domains: contacts.flatMap(({ email }) => domainOf(email) ?? []),
    emails: [],
  });
}

/**
 * The account that has a company of the contact as an external ref; else the only one that has the domain of its address;
 * else the one it had before. A contact that could be of several accounts, or of none, has none.
 */
export function findContactAccount(
  contact: RemoteContact,
  accounts: AccountsByMark,
  before: RemoteContactEntry | undefined,
): FoundAccount {
  const companyIds = companiesOf(contact, before);
  const found = accountBehind({ organizations: companyIds ?? [], email: contact.email }, accounts);
  if ("clientId" in found) return found;
  if (before?.clientId) return { clientId: before.clientId };
  return found.reason === "no_account" && companyIds === null ? { reason: "company_unknown" } : found;
}

/** The companies that were told, else those that were told the last time. */
export function companiesOf(
  { companyIds }: Pick<RemoteContact, "companyIds">,
  before: RemoteContactEntry | undefined,
): readonly string[] | null {
  return companyIds ?? before?.companyIds ?? null;
}

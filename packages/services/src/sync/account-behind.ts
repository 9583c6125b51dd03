import type { ClientId } from "@cs/models";
import type { AccountsByMark, WriteTransaction } from "@cs/persistence";
import { domainOf } from "./domain-of.ts";

/** By what a thing of another system says whose it is. */
export interface Marks {
  /** Ids that the system gave to organisations. */
  readonly organizations: readonly string[];
  readonly email: string | null;
}

/** Why nobody can say whose a thing is. */
export type NoAccount = "no_account" | "several_accounts";

/** The account of a thing, or why it has none. */
export type AccountBehind = { readonly clientId: ClientId } | { readonly reason: NoAccount };

/** Asks for the accounts behind many things of a source at once. */
export function accountsBehind(
  tx: Pick<WriteTransaction, "accounts">,
  source: string,
  things: readonly Marks[],
): Promise<AccountsByMark> {
  return tx.accounts.byMark({
    source,
    organizations: things.flatMap(({ organizations }) => organizations),
    domains: things.flatMap(({ email }) => domainOf(email) ?? []),
    emails: things.flatMap(({ email }) => email?.toLowerCase() ?? []),
  });
}

/**
 * The only account that has one of the organisations as an external ref; else the only one that has the domain of the
 * address; else the only one with a contact of that address.
 */
export function accountBehind({ organizations, email }: Marks, known: AccountsByMark): AccountBehind {
  const candidates = [
    [...new Set(organizations.flatMap((id) => known.organizations.get(id) ?? []))],
    known.domains.get(domainOf(email) ?? "") ?? [],
    known.emails.get(email?.toLowerCase() ?? "") ?? [],
  ];
  const clientId = candidates.find(({ length }) => length === 1)?.[0];
  if (clientId !== undefined) return { clientId };
  return { reason: candidates.some(({ length }) => length > 1) ? "several_accounts" : "no_account" };
}

import type { ClientId } from "@cs/models";
import type { AccountsByMark, RemoteTicketEntry, UnmatchedReason, WriteTransaction } from "@cs/persistence";
import { chooseAccount } from "../../sync/choose-account.ts";
import { domainOf } from "../../sync/domain-of.ts";
import type { RemoteTicket } from "./remote-ticket.ts";

/** The account of a ticket, or why it has none. */
export type FoundAccount = { readonly clientId: ClientId } | { readonly reason: UnmatchedReason };

/** Asks for the accounts behind many tickets of a source at once. */
export function accountsBehind(
  tx: Pick<WriteTransaction, "accounts">,
  source: string,
  tickets: readonly RemoteTicket[],
): Promise<AccountsByMark> {
  return tx.accounts.byMarks({
    source,
    refs: tickets.flatMap(({ organizationId }) => organizationId ?? []),
    domains: tickets.flatMap(({ requesterEmail }) => domainOf(requesterEmail) ?? []),
    emails: tickets.flatMap(({ requesterEmail }) => requesterEmail?.toLowerCase() ?? []),
  });
}

/**
 * The account that has the organisation as an external ref; else the only one that has the domain of the requester's
 * address; else the only one with a contact of that address; else the one the ticket had before. A ticket that could be of
 * several, or of none, has none.
 */
export function findAccount(
  { organizationId, requesterEmail }: Pick<RemoteTicket, "organizationId" | "requesterEmail">,
  { refs, domains, emails }: AccountsByMark,
  before: RemoteTicketEntry | undefined,
): FoundAccount {
  const candidates = [
    refs.get(organizationId ?? "") ?? [],
    domains.get(domainOf(requesterEmail) ?? "") ?? [],
    emails.get(requesterEmail?.toLowerCase() ?? "") ?? [],
  ];
  const clientId = chooseAccount(candidates) ?? before?.clientId;
  if (clientId) return { clientId };
  if (candidates.some(({ length }) => length > 1)) return { reason: "several_accounts" };
  if (requesterEmail !== null) return { reason: "no_account" };
  // Events do not name the address: what came of it before still holds.
  return { reason: before?.unmatched ?? "requester_unknown" };
}

import type { ClientId } from "@cs/models";
import type { AccountsByMark, RemoteTicketEntry, UnmatchedReason } from "@cs/persistence";
import { accountBehind, type Marks } from "../../sync/account-behind.ts";
import type { RemoteTicket } from "./remote-ticket.ts";

/** The account of a ticket, or why it has none. */
export type FoundAccount = { readonly clientId: ClientId } | { readonly reason: UnmatchedReason };

type Asked = Pick<RemoteTicket, "organizationId" | "requesterEmail">;

/** By what a ticket says whose it is. */
export function marksOf({ organizationId, requesterEmail }: Asked): Marks {
  return { organizations: organizationId === null ? [] : [organizationId], email: requesterEmail };
}

/** The account behind its organisation or requester; else the one that it had before. */
export function findAccount(
  ticket: Asked,
  accounts: AccountsByMark,
  before: RemoteTicketEntry | undefined,
): FoundAccount {
  const found = accountBehind(marksOf(ticket), accounts);
  if ("clientId" in found) return found;
  if (before?.clientId) return { clientId: before.clientId };
  if (found.reason === "several_accounts" || ticket.requesterEmail !== null) return found;
  // Events do not name the address: what came of it before still holds.
  return { reason: before?.unmatched ?? "requester_unknown" };
}

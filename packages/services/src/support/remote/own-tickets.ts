import { ownSource, type StoredTicket, type WriteTransaction } from "@cs/persistence";
import type { RemoteTicket } from "./remote-ticket.ts";

/**
 * The tickets that were made here and that those of a help desk name as themselves, by the ids that the help desk gave
 * them. A ticket of ours is one ticket there: the first that names it.
 */
export async function ownTickets(
  tx: Pick<WriteTransaction, "remoteTickets">,
  source: string,
  tickets: readonly RemoteTicket[],
): Promise<Map<string, StoredTicket>> {
  const ownIds = tickets.flatMap(({ ownId }) => (ownId !== null && isOwnId(ownId) ? [ownId] : []));
  const made = await tx.remoteTickets.stored(ownSource, ownIds);
  const owners = await tx.remoteTickets.owners(source, ownIds);
  const found = new Map<string, StoredTicket>();
  for (const { id, ownId } of tickets) {
    const ticket = made.get(ownId ?? "");
    if (!ticket) continue;
    const owner = owners.get(ticket.externalId) ?? id;
    owners.set(ticket.externalId, owner);
    if (owner === id) found.set(id, ticket);
  }
  return found;
}

/** Whether an id is of the form of those that tickets get here. */
function isOwnId(id: string): boolean {
  return /^tkt_[0-9a-z]{26}$/.test(id);
}

import type { LoggedEvent, ReadTransaction } from "@cs/persistence";
import { effectKey, zendeskDestination } from "./ticket-effects.ts";

/** How far the changes of a ticket have come to Zendesk. */
export interface SyncState {
  readonly state: "pending" | "sent" | "failed";
  /** Why the last try failed; null when it did not. */
  readonly reason: string | null;
}

/** Of each ticket that has something to send: failed when any of it did, sent when all of it was. */
export async function syncStates(
  { outbox }: Pick<ReadTransaction, "outbox">,
  logged: ReadonlyMap<string, readonly LoggedEvent[]>,
): Promise<Map<string, SyncState>> {
  const keysOf = (log: readonly LoggedEvent[]) =>
    log
      .filter(({ destination }) => destination === zendeskDestination)
      .map((event) => effectKey(event, event.sequence));
  const keys = [...logged.values()].flatMap(keysOf);
  if (keys.length === 0) return new Map();
  const fates = await outbox.fates(zendeskDestination, keys);
  const states = new Map<string, SyncState>();
  for (const [ticketId, log] of logged) {
    const ofTicket = keysOf(log).flatMap((key) => fates.get(key) ?? []);
    const worst =
      ofTicket.find(({ state }) => state === "dead") ??
      ofTicket.find(({ state }) => state === "pending") ??
      ofTicket[0];
    if (!worst) continue;
    const state = ({ dead: "failed", pending: "pending", delivered: "sent" } as const)[worst.state];
    states.set(ticketId, { state, reason: state === "sent" ? null : worst.lastError });
  }
  return states;
}

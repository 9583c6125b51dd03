import type { LoggedEvent, ReadTransaction } from "@cs/persistence";
import { effectKey, zendeskDestination } from "./ticket-effects.ts";

/** How far the changes of a ticket have come to Zendesk. */
export interface SyncState {
  readonly state: "pending" | "sent" | "failed";
  /** Why the last try failed; null when it did not. */
  readonly reason: string | null;
}

/**
 * Of each ticket that has something to send: failed when any of it did, sent when all of it was. What was delivered long ago
 * is no longer in the outbox.
 */
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
    const ownKeys = keysOf(log);
    if (ownKeys.length === 0) continue;
    const ofTicket = ownKeys.flatMap((key) => fates.get(key) ?? []);
    const worst = ofTicket.find(({ state }) => state === "dead") ?? ofTicket.find(({ state }) => state === "pending");
    if (!worst) states.set(ticketId, { state: "sent", reason: null });
    else states.set(ticketId, { state: worst.state === "dead" ? "failed" : "pending", reason: worst.lastError });
  }
  return states;
}

import { type MailEvent, visibleLine } from "@cs/models";
import type { WriteTransaction } from "@cs/persistence";
import { movesAfter } from "./state-after-events.ts";

/** What came of events that a provider told. */
export interface TakenEvents {
  readonly taken: number;
  /** Those that were known already. */
  readonly repeated: number;
}

/**
 * Keeps what a provider tells of messages, moves their states, and suppresses addresses that take no mail or want none. An
 * event that comes again changes nothing. Events of mail that was not sent from here say something of their address only.
 */
export async function takeDeliveryEvents(tx: WriteTransaction, events: readonly MailEvent[]): Promise<TakenEvents> {
  const taken = await tx.messages.recordEvents(events.map(storable));
  await tx.messages.move(movesAfter(taken));
  await tx.permissions.suppress(
    taken.flatMap(({ address, suppression, provider, eventId, at }) => {
      if (suppression === null) return [];
      return [{ address, scope: "all", reason: suppression, lifted: false, source: provider, note: eventId, at }];
    }),
  );
  return { taken: taken.length, repeated: events.length - taken.length };
}

/** Mail servers of others write reasons, and may write anything. */
function storable(event: MailEvent): MailEvent {
  const clean = (text: string, longest: number) => visibleLine(text.toWellFormed()).slice(0, longest).toWellFormed();
  const reason = event.reason === null ? null : clean(event.reason, 500);
  return { ...event, address: clean(event.address, 320).toLowerCase(), reason };
}

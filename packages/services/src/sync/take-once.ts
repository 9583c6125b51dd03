import type { Instant } from "@cs/models";
import type { Persistence, WriteTransaction } from "@cs/persistence";

/** An event of another system. */
export interface OutsideEvent {
  /** Who deals with it, as `tickets`. */
  readonly consumer: string;
  /** The system, as `zendesk`. */
  readonly source: string;
  /** The same for every delivery of the event. */
  readonly id: string;
  readonly at: Instant;
  /** What it is about, as the system names it. */
  readonly subject: string;
}

export interface TakenEvent {
  /** Whether it was taken before: then nothing has changed. */
  readonly repeated: boolean;
  readonly outcome: object;
}

/** Stores the effect of an event together with the note that it came: it has one effect, however often it comes. */
export function takeOnce(
  { persistence, tenantId }: { readonly persistence: Persistence; readonly tenantId: string },
  { consumer, source, id, at, subject }: OutsideEvent,
  take: (tx: WriteTransaction) => Promise<object>,
): Promise<TakenEvent> {
  const key = { consumer, source: `/webhooks/${source}`, eventId: id };
  return persistence.write(tenantId, async (tx) => {
    const earlier = await tx.inbox.open(key);
    if (earlier) return { repeated: true, outcome: earlier };
    const outcome = await take(tx);
    await tx.inbox.record({ ...key, subject, occurredAt: at, outcome });
    return { repeated: false, outcome };
  });
}

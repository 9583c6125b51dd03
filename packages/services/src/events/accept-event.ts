import { type CloudEvent, CsError, calendarDateIn, cloudEventSchema, InvalidInputError } from "@cs/models";
import type { Persistence, WriteTransaction } from "@cs/persistence";
import { parseInput } from "../operation/parse-input.ts";
import type { EventConsumer, UnderstoodEvent } from "./event-consumer.ts";
import { eventConsumers } from "./event-consumers.ts";

/** What became of an event. */
export type Acceptance =
  | { readonly status: "accepted" | "repeated"; readonly outcome: object }
  | { readonly status: "refused"; readonly reason: string };

export interface AcceptOptions {
  readonly persistence: Persistence;
  /** Defaults to the system clock. */
  readonly clock?: (() => Date) | undefined;
}

/** Another call, which knows nothing of the inbox, may have changed the same data; the next look takes that in. */
const looks = 3;

/**
 * Takes an event from another server: whatever order it comes in and however often, at the same time too, it takes
 * effect once. A refused one leaves nothing behind and can be sent again. Throws only what may pass by itself.
 */
export async function acceptEvent({ persistence, clock }: AcceptOptions, given: unknown): Promise<Acceptance> {
  try {
    const event = parseInput(cloudEventSchema, given);
    const consumer = eventConsumers.find(({ type }) => type === event.type);
    if (!consumer) throw unknownType(event.type);
    const understood = consumer.understand(event);
    const now = clock?.() ?? new Date();
    for (let look = 1; ; look += 1) {
      try {
        return await persistence.write(event.tenantid, (tx) => takeOnce(tx, { event, consumer, understood, now }));
      } catch (error) {
        if (look === looks || !CsError.isInstance(error) || error.code !== "conflict") throw error;
      }
    }
  } catch (error) {
    if (!CsError.isInstance(error) || error.retryable) throw error;
    return { status: "refused", reason: error.message };
  }
}

interface Taking {
  readonly event: CloudEvent;
  readonly consumer: EventConsumer;
  readonly understood: UnderstoodEvent;
  readonly now: Date;
}

async function takeOnce(tx: WriteTransaction, { event, consumer, understood, now }: Taking): Promise<Acceptance> {
  const { timeZone } = await tx.tenants.get();
  const key = { consumer: consumer.name, source: event.source, eventId: event.id };
  const earlier = await tx.inbox.open(key);
  if (earlier) return { status: "repeated", outcome: earlier };
  const { subject, occurredAt } = understood;
  const outdated = await tx.inbox.isOutdated({ ...key, subject, occurredAt });
  const outcome = outdated ? { outdated: true } : await understood.apply({ tx, today: calendarDateIn(timeZone, now) });
  await tx.inbox.record({ ...key, subject, occurredAt, outcome });
  return { status: "accepted", outcome };
}

function unknownType(type: string): InvalidInputError {
  return new InvalidInputError(`Events of type ${JSON.stringify(type.slice(0, 60))} are not taken.`, {
    field: "type",
    hint: `Known types: ${eventConsumers.map((consumer) => consumer.type).join(", ")}.`,
  });
}

import { createHash, randomUUID } from "node:crypto";
import { InvalidInputError } from "@cs/models";

export interface NewEvent {
  readonly name: string;
  /** Who did it; the empty text for nobody. */
  readonly distinctId: string;
  /** JSON. Names that Mixpanel gives a meaning, as `time` and `distinct_id`, are those of the event itself. */
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
  /** ISO 8601; default now. Without a service account Mixpanel takes events of the last five days only. */
  readonly occurredAt?: string | undefined;
  /** The same key, time and user are one event, however often it is tracked. Default: each is another. */
  readonly idempotencyKey?: string | undefined;
}

/** An event that waits to be sent, as it will be sent. */
export interface WaitingEvent {
  readonly name: string;
  readonly insertId: string;
  readonly json: string;
  readonly bytes: number;
}

export interface EventStamp {
  /** Sent with the event, for a project that is not named otherwise. */
  readonly token: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The event as Mixpanel takes it. Its time and its id are fixed here, so that Mixpanel knows it again when it is sent twice:
 * events with the same name, time, user and `$insert_id` are one.
 *
 * @throws InvalidInputError for an `occurredAt` that is no time, TypeError for properties that are no JSON.
 */
export function waitingEvent(event: NewEvent, { token, now }: EventStamp): WaitingEvent {
  const time = event.occurredAt === undefined ? now : Date.parse(event.occurredAt);
  if (Number.isNaN(time)) {
    throw new InvalidInputError("occurredAt must be a time.", {
      field: "occurredAt",
      hint: "Give a time as ISO 8601.",
    });
  }
  const insertId = event.idempotencyKey === undefined ? randomUUID() : insertIdOf(event.idempotencyKey);
  const properties = { ...event.properties, time, distinct_id: event.distinctId, $insert_id: insertId, token };
  const json = JSON.stringify({ event: event.name, properties });
  return { name: event.name, insertId, json, bytes: Buffer.byteLength(json) };
}

/** Mixpanel takes 36 letters, digits and dashes, and suggests the beginning of a hash for other ids. */
function insertIdOf(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 36);
}

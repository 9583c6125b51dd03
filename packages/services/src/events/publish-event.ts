import { type CloudEvent, cloudEventSchema } from "@cs/models";
import type { ClaimedEffect, OutboxEffect } from "@cs/persistence";
import { z } from "zod";

/** Where the outbox sends events to other servers. */
export const eventDestination = "events";

/** An event of our own. */
export interface OwnEvent {
  readonly type: string;
  /** What makes it one and the same event, however often it is found out. */
  readonly key: string;
  /** What it is about, by our id. */
  readonly subject: string;
  readonly data: object;
}

const payloadSchema = z.object({ subject: z.string(), data: z.record(z.string(), z.unknown()) });
const ownSource = "/customer-success";

/** The event as the outbox keeps it. */
export function effectOfEvent({ type, key, subject, data }: OwnEvent): OutboxEffect {
  return { destination: eventDestination, key, type, payload: { subject, data } };
}

/** The event as it travels; its id is that of the effect, the same at every attempt. */
export function eventOfEffect({ id, type, tenantId, createdAt, payload }: ClaimedEffect): CloudEvent {
  const { subject, data } = payloadSchema.parse(payload);
  return cloudEventSchema.parse({
    specversion: "1.0",
    id,
    source: ownSource,
    type,
    subject,
    time: createdAt,
    datacontenttype: "application/json",
    tenantid: tenantId,
    data,
  });
}

import { IntegrationError } from "@cs/models";
import type { VendorClient } from "../http/vendor-client.ts";
import { type BufferLimits, bufferLimits } from "./buffer-limits.ts";
import { type NewEvent, type WaitingEvent, waitingEvent } from "./new-event.ts";
import { type BufferCounts, createSendBuffer, type NotAdded } from "./send-buffer.ts";
import { type LostEvent, sendEvents } from "./send-events.ts";

/** What became of an event at once: it waits with this id, or was not taken, and why. */
export type Tracked =
  | { readonly buffered: true; readonly insertId: string }
  | { readonly buffered: false; readonly reason: NotAdded };

export interface EventsOptions {
  readonly client: VendorClient;
  readonly projectToken: string | undefined;
  readonly projectId: string | undefined;
  readonly limits: Partial<BufferLimits> | undefined;
  readonly onLost: ((events: readonly LostEvent[]) => void) | undefined;
  readonly now: (() => number) | undefined;
}

export interface Events {
  track(event: NewEvent): Tracked;
  flush(): Promise<BufferCounts>;
  close(): Promise<void>;
}

/** Events on their way to Mixpanel. */
export function createEvents(options: EventsOptions): Events {
  const { client, projectToken, projectId, limits, now = Date.now } = options;
  // In a turn of its own, so that a listener that throws does not look like a batch that failed.
  const onLost = (lost: readonly LostEvent[]) => queueMicrotask(() => options.onLost?.(lost));
  const buffer = createSendBuffer<WaitingEvent>({
    limits: bufferLimits(limits),
    send: (batch, signal) => sendEvents(batch, { client, projectId, onLost, signal }),
    waitAfter: (error) => (error instanceof IntegrationError ? (error.retryAfterMs ?? 0) : 0),
    onLeft: (events) =>
      onLost(
        events.map(({ name, insertId }) => ({ name, insertId, reason: "closed before Mixpanel said that it has it" })),
      ),
  });
  // The service account names the project.
  const token = projectId === undefined ? projectToken : undefined;
  return {
    track(event) {
      const waiting = waitingEvent(event, { token, now: now() });
      const reason = buffer.add(waiting);
      return reason === null ? { buffered: true, insertId: waiting.insertId } : { buffered: false, reason };
    },
    flush: buffer.flush,
    close: buffer.close,
  };
}

import { IntegrationError } from "@cs/models";
import { z } from "zod";
import type { VendorClient } from "../http/vendor-client.ts";
import type { WaitingEvent } from "./new-event.ts";
import { received } from "./received.ts";

/** An event that Mixpanel will not have. */
export interface LostEvent {
  readonly name: string;
  readonly insertId: string;
  /** What Mixpanel says of it, which may hold a part of the event; or why it was not sent. */
  readonly reason: string;
}

export interface SendEventsOptions {
  readonly client: VendorClient;
  /** Of the service account; without it events go the way that the project token opens. */
  readonly projectId: string | undefined;
  readonly onLost: (events: readonly LostEvent[]) => void;
  readonly signal: AbortSignal;
}

const failedRecord = z.object({
  index: z.number().int().nullish(),
  insert_id: z.string().nullish(),
  field: z.string().nullish(),
  message: z.string().nullish(),
});
type FailedRecord = z.output<typeof failedRecord>;

/** A 400 with failed records is a partial success: the others were taken. */
const imported = z.union([
  z.object({ failed_records: z.array(failedRecord).min(1) }),
  z.object({ code: z.literal(200) }).transform(() => ({ failed_records: [] })),
]);

/**
 * Sends a batch, and says how much of it Mixpanel took. What Mixpanel refuses is lost and never sent again; whatever else
 * goes wrong is thrown, and the batch may be sent again.
 */
export async function sendEvents(batch: readonly WaitingEvent[], options: SendEventsOptions): Promise<number> {
  const { onLost } = options;
  try {
    const lost = lostEvents(await failedOf(batch, options), batch);
    if (lost.length > 0) onLost(lost);
    return batch.length - lost.length;
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.failure !== "refused") throw error;
    onLost(batch.map(({ name, insertId }) => ({ name, insertId, reason: error.message })));
    return 0;
  }
}

/** Sends a batch, and gives what Mixpanel did not take of it. */
async function failedOf(
  batch: readonly WaitingEvent[],
  { client, projectId, signal }: SendEventsOptions,
): Promise<readonly FailedRecord[]> {
  const request = {
    method: "POST",
    json: `[${batch.map(({ json }) => json).join(",")}]`,
    // The id and the time of each event are fixed.
    repeat: "always",
    signal,
  } as const;
  if (projectId !== undefined) {
    const { failed_records } = await client.send({
      ...request,
      operation: "importEvents",
      path: "/import",
      query: { strict: 1, project_id: projectId },
      answer: imported,
      alsoAnswers: [400],
    });
    return failed_records;
  }
  await client.send({
    ...request,
    ...received,
    operation: "trackEvents",
    path: "/track",
    query: { ip: 0, verbose: 1 },
  });
  return [];
}

/** Each event once, with all that Mixpanel says of it. */
function lostEvents(failed: readonly FailedRecord[], batch: readonly WaitingEvent[]): readonly LostEvent[] {
  const lost = new Map<WaitingEvent, LostEvent>();
  for (const { index, insert_id, field, message } of failed) {
    const event = batch[index ?? -1] ?? batch.find(({ insertId }) => insertId === insert_id);
    if (!event) continue;
    const reason = [lost.get(event)?.reason, field, message].filter(Boolean).join("; ");
    lost.set(event, { name: event.name, insertId: event.insertId, reason });
  }
  return [...lost.values()];
}

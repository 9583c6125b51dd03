import { InvalidInputError } from "@cs/models";
import { z } from "zod";
import { jsonOf } from "../webhooks/json-of.ts";
import { type DeliveryEvent, eventOnWire, readerOf } from "./delivery-event.ts";

/** What a body of the event webhook holds. */
export interface SendgridEvents {
  /** In the order of the body, which is not always that of time. */
  readonly events: readonly DeliveryEvent[];
  /** How many were left out because their type is not known here. */
  readonly unknown: number;
  /** How many were left out because they lack what every event has, as an id and a time. */
  readonly unreadable: number;
}

const bodyOnWire = z.array(z.looseObject({ event: z.string() }));

/**
 * Reads the body of an event webhook, whose signature is checked already.
 *
 * @throws InvalidInputError for what is not a list of events.
 */
export function parseSendgridEvents(body: Uint8Array): SendgridEvents {
  const events: DeliveryEvent[] = [];
  let [unknown, unreadable] = [0, 0];
  for (const entry of entriesOf(body)) {
    const read = readerOf(entry.event);
    const wire = eventOnWire.safeParse(entry);
    if (!read) unknown += 1;
    else if (!wire.success) unreadable += 1;
    else events.push(read(wire.data));
  }
  return { events, unknown, unreadable };
}

function entriesOf(body: Uint8Array): z.output<typeof bodyOnWire> {
  const { success, data } = bodyOnWire.safeParse(jsonOf(body));
  if (success) return data;
  throw new InvalidInputError("The body is not a list of SendGrid's events.", {
    hint: "Give the body of SendGrid's event webhook as it came.",
  });
}

import { InvalidInputError } from "@cs/models";
import { z } from "zod";
import { jsonOf } from "../webhooks/json-of.ts";
import type { IntercomNotification, SkippedNotification } from "./notification.ts";
import { itemsOnWire } from "./notification-on-wire.ts";
import { timeOnWire } from "./time.ts";

const topicOnWire = z.object({ topic: z.string().min(1) });

/**
 * Reads a notification whose signature was checked, from its raw body.
 *
 * @throws InvalidInputError with the field at fault, and nothing of what a customer wrote.
 */
export function parseIntercomNotification(body: Uint8Array): IntercomNotification | SkippedNotification {
  const notification = jsonOf(body);
  if (notification === undefined) throw new InvalidInputError("The notification of Intercom is not JSON.");
  const { topic } = read(topicOnWire, notification);
  const item = itemsOnWire.get(topic);
  if (!item) return { kind: "skipped", topic };
  const {
    id,
    created_at: at,
    data,
  } = read(z.object({ id: z.string().min(1), created_at: timeOnWire, data: z.object({ item }) }), notification);
  return { ...data.item, id, at };
}

function read<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const field = error.issues[0]?.path.join(".") || undefined;
  const what = field ? `${field} is not as it should be` : "it is no object";
  throw new InvalidInputError(`The notification of Intercom cannot be read: ${what}.`, { field });
}

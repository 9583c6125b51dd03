import type { Redis } from "ioredis";
import { type EventKeys, rangeEntries, type StreamEntry } from "./redis-streams.ts";

/** An event that a consumer could not deal with. */
export interface DeadLetter {
  readonly id: string;
  readonly consumer: string;
  readonly reason: string;
  /** How often it was delivered to the consumer. */
  readonly deliveries: number;
  /** What the stream held: the JSON of an event, or whatever else somebody put there. */
  readonly content: string;
}

/** So many are kept; older ones go. */
const most = 10_000;

/** Moves an entry to the dead letters, in one step: it is never in both places, nor in none. */
export async function buryEntry(
  client: Redis,
  keys: EventKeys,
  { stream, id, fields }: StreamEntry,
  { consumer, reason, deliveries }: Pick<DeadLetter, "consumer" | "reason" | "deliveries">,
): Promise<void> {
  const content = fields.get("event") ?? JSON.stringify(Object.fromEntries(fields));
  const letter = ["consumer", consumer, "reason", reason, "deliveries", `${deliveries}`, "content", content];
  const replies = await client
    .multi()
    .xadd(keys.dead, "MAXLEN", "~", most, "*", ...letter)
    .xack(stream, consumer, id)
    .exec();
  const failed = replies?.find(([error]) => error);
  if (failed) throw failed[0];
}

/** The dead letters of all consumers, newest first. */
export async function deadLetters(client: Redis, keys: EventKeys, limit: number): Promise<DeadLetter[]> {
  const reply = await client.call("XREVRANGE", keys.dead, "+", "-", "COUNT", limit);
  return rangeEntries(keys.dead, reply).map(({ id, fields }) => ({
    id,
    consumer: fields.get("consumer") ?? "",
    reason: fields.get("reason") ?? "",
    deliveries: Number(fields.get("deliveries")),
    content: fields.get("content") ?? "",
  }));
}

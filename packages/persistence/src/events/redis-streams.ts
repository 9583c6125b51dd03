import { z } from "zod";

/** The keys of a bus: a stream per type of event, one of dead letters, and the mark of what Redis remembers. */
export interface EventKeys {
  streamOf(type: string): string;
  readonly dead: string;
  readonly memory: string;
}

export function eventKeys(prefix: string): EventKeys {
  return {
    streamOf: (type) => `${prefix}:events:of:${type}`,
    dead: `${prefix}:events:dead`,
    memory: `${prefix}:events:memory`,
  };
}

/** An entry of a stream: its id, and its fields as Redis lists them; null once it was trimmed away. */
const entrySchema = z.tuple([z.string(), z.array(z.string()).nullable()]);

export interface StreamEntry {
  readonly stream: string;
  readonly id: string;
  readonly fields: ReadonlyMap<string, string>;
}

const readSchema = z.array(z.tuple([z.string(), z.array(entrySchema)])).nullable();
const claimSchema = z.tuple([z.string(), z.array(entrySchema)]).rest(z.unknown());
const rangeSchema = z.array(entrySchema);
const pendingSchema = z.array(z.tuple([z.string(), z.string(), z.number(), z.number()]));

/** Entries that XREADGROUP gave. */
export function readEntries(reply: unknown): StreamEntry[] {
  return (readSchema.parse(reply) ?? []).flatMap(([stream, entries]) => entriesOf(stream, entries));
}

/** Entries that XAUTOCLAIM gave, and where it goes on. */
export function claimedEntries(stream: string, reply: unknown): { cursor: string; entries: StreamEntry[] } {
  const [cursor, entries] = claimSchema.parse(reply);
  return { cursor, entries: entriesOf(stream, entries) };
}

/** Entries that XRANGE or XREVRANGE gave. */
export function rangeEntries(stream: string, reply: unknown): StreamEntry[] {
  return entriesOf(stream, rangeSchema.parse(reply));
}

/** How often the one entry that XPENDING was asked for was delivered; 0 when it is no longer pending. */
export function deliveriesOf(reply: unknown): number {
  return pendingSchema.parse(reply)[0]?.[3] ?? 0;
}

function entriesOf(stream: string, entries: z.infer<typeof rangeSchema>): StreamEntry[] {
  return entries.flatMap(([id, flat]) => (flat === null ? [] : [{ stream, id, fields: pairs(flat) }]));
}

function pairs(flat: readonly string[]): Map<string, string> {
  const fields = new Map<string, string>();
  for (let index = 0; index + 1 < flat.length; index += 2) fields.set(flat[index] ?? "", flat[index + 1] ?? "");
  return fields;
}

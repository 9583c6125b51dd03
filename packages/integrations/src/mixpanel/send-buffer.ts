import type { BufferLimits } from "./buffer-limits.ts";

export interface SendBufferOptions<Item> {
  readonly limits: BufferLimits;
  /**
   * Resolves when the batch is done with, to how many of it were taken; rejects when it is to be sent again. `signal` ends
   * it when closing has taken too long.
   */
  readonly send: (batch: readonly Item[], signal: AbortSignal) => Promise<number>;
  /** How long a failure asks to wait, in milliseconds. */
  readonly waitAfter: (error: unknown) => number;
  /** Told what could not be sent before the end. */
  readonly onLeft: (items: readonly Item[]) => void;
}

/** Why an item was not added: there is no room for it, it is too long, or the buffer is closed. */
export type NotAdded = "full" | "too_large" | "closed";

/** Counts of items since the start. Each that was added is taken, refused or waiting, until the buffer is closed. */
export interface BufferCounts {
  readonly taken: number;
  /** Sent, and not taken for good. */
  readonly refused: number;
  readonly waiting: number;
  /** Never added, because the buffer was full. */
  readonly overflowed: number;
}

export interface SendBuffer<Item> {
  /** At once. Null when the item was added. A full buffer refuses the newest. */
  add(item: Item): NotAdded | null;
  /** Sends what was added until now. Throws what `send` does; what was not sent stays, in order. */
  flush(): Promise<BufferCounts>;
  /** Sends what there is in bounded time, and adds nothing more. */
  close(): Promise<void>;
}

/**
 * Collects items and sends them in batches, one batch at a time and in order: none is lost or sent again but one whose batch
 * failed. The timer does not keep the process alive.
 */
export function createSendBuffer<Item extends { readonly bytes: number }>({
  limits,
  send,
  waitAfter,
  onLeft,
}: SendBufferOptions<Item>): SendBuffer<Item> {
  const waiting: Item[] = [];
  const counts = { added: 0, taken: 0, refused: 0, overflowed: 0 };
  const stop = new AbortController();
  let bytes = 0;
  /** Items from the first on that somebody wants sent. */
  let wanted = 0;
  let sending: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let waitsAfterFailure = false;
  let closing: Promise<void> | undefined;

  const done = () => counts.taken + counts.refused;
  /** Closing may have taken away what was wanted. */
  const hasWanted = () => waiting.length > 0 && done() < wanted;

  function sendLater(afterMs: number): void {
    if (closing) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      void sendUpTo(counts.added).catch(() => {});
    }, afterMs).unref();
  }

  function sendUpTo(count: number): Promise<void> {
    wanted = Math.max(wanted, count);
    if (!hasWanted()) return Promise.resolve();
    clearTimeout(timer);
    timer = undefined;
    sending ??= sendWanted();
    return sending;
  }

  async function sendWanted(): Promise<void> {
    let pauseMs = 0;
    try {
      while (hasWanted()) await sendBatch();
      waitsAfterFailure = false;
    } catch (error) {
      wanted = done();
      waitsAfterFailure = true;
      pauseMs = waitAfter(error);
      throw error;
    } finally {
      // Before anybody else can run, so that nobody waits for a sending that is over.
      sending = undefined;
      if (waiting.length > 0) sendLater(Math.max(limits.flushAfterMs, pauseMs));
    }
  }

  async function sendBatch(): Promise<void> {
    const batch = firstBatch(waiting, limits);
    const taken = await send(batch, stop.signal);
    waiting.splice(0, batch.length);
    for (const item of batch) bytes -= item.bytes;
    counts.taken += taken;
    counts.refused += batch.length - taken;
  }

  async function sendAllInTime(): Promise<void> {
    const limit = setTimeout(() => stop.abort(), limits.closeWithinMs);
    const late = new Promise((resolve) => stop.signal.addEventListener("abort", resolve));
    await Promise.race([sendUpTo(counts.added), late]).catch(() => {});
    clearTimeout(limit);
    clearTimeout(timer);
    if (waiting.length > 0) onLeft(waiting.splice(0));
  }

  return {
    add(item) {
      if (closing) return "closed";
      if (item.bytes > limits.itemBytes) return "too_large";
      if (waiting.length >= limits.items || bytes + item.bytes > limits.bytes) {
        counts.overflowed += 1;
        return "full";
      }
      waiting.push(item);
      bytes += item.bytes;
      counts.added += 1;
      const whole = done() + waiting.length - (waiting.length % limits.batchItems);
      if (whole <= done() || waitsAfterFailure) sendLater(limits.flushAfterMs);
      else if (sending) wanted = Math.max(wanted, whole);
      else void sendUpTo(whole).catch(() => {});
      return null;
    },
    async flush() {
      await sendUpTo(counts.added);
      const { taken, refused, overflowed } = counts;
      return { taken, refused, overflowed, waiting: waiting.length };
    },
    close() {
      closing ??= sendAllInTime();
      return closing;
    },
  };
}

/** As many of the first items as a batch may have; at least one. */
function firstBatch<Item extends { readonly bytes: number }>(
  items: readonly Item[],
  { batchItems, batchBytes }: BufferLimits,
): readonly Item[] {
  let [count, bytes] = [0, 0];
  for (const item of items) {
    bytes += item.bytes;
    if (count === batchItems || (count > 0 && bytes > batchBytes)) break;
    count += 1;
  }
  return items.slice(0, count);
}

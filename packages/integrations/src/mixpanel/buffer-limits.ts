/** How much a buffer holds, and when it sends. */
export interface BufferLimits {
  /** Items of one batch; so many are sent at once, without waiting for the timer. */
  readonly batchItems: number;
  readonly batchBytes: number;
  /** Longest item in bytes. */
  readonly itemBytes: number;
  /** Items that wait or are on their way. */
  readonly items: number;
  /** Their bytes. */
  readonly bytes: number;
  /** How long an item waits for others, and after a failure for the next attempt, in milliseconds. */
  readonly flushAfterMs: number;
  /** How long closing may take, in milliseconds. */
  readonly closeWithinMs: number;
}

/** What Mixpanel takes: 2,000 events and 2 MiB in a request, and 1 MB in an event. */
const most = { batchItems: 2000, batchBytes: 2_000_000, itemBytes: 1_000_000 };

const defaults: BufferLimits = {
  ...most,
  batchItems: 50,
  items: 10_000,
  bytes: 64 * 1024 * 1024,
  flushAfterMs: 5000,
  closeWithinMs: 5000,
};

/** The limits that are given, never beyond what Mixpanel takes, and the defaults. */
export function bufferLimits(given: Partial<BufferLimits> = {}): BufferLimits {
  const limits = { ...defaults, ...given };
  return {
    ...limits,
    batchItems: Math.min(limits.batchItems, most.batchItems),
    batchBytes: Math.min(limits.batchBytes, most.batchBytes),
    itemBytes: Math.min(limits.itemBytes, most.itemBytes),
  };
}

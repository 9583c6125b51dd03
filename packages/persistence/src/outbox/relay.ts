import { setTimeout as sleep } from "node:timers/promises";
import { failureText } from "./failure-text.ts";
import type { ClaimedEffect, OutboxQueue, Settlement } from "./outbox-queue.ts";
import { defaultRetryPolicy, type RetryPolicy, retryDelay } from "./retry-policy.ts";
import { Undeliverable } from "./undeliverable.ts";

/**
 * Delivers an effect outside. The same one may come again: its `id` tells. When it throws, it is tried again later, unless it
 * throws `Undeliverable`.
 */
export type EffectHandler = (effect: ClaimedEffect) => Promise<void>;

export interface RelayOptions {
  /** Handlers by destination. */
  readonly handlers: Readonly<Record<string, EffectHandler>>;
  /** Told of failures of the relay itself; it goes on. */
  readonly onError: (error: Error) => void;
  /** Told of each effect that is not tried again until somebody replays it. */
  readonly onDead?: ((effect: ClaimedEffect, error: string) => void) | undefined;
  readonly policy?: RetryPolicy | undefined;
  /** Effects that are delivered at the same time; default 10. */
  readonly batchSize?: number | undefined;
  /** How long a relay may be silent before others take over what it took; default a minute. */
  readonly leaseMilliseconds?: number | undefined;
  /** How often it looks when nothing was due; default a second. */
  readonly pollMilliseconds?: number | undefined;
}

export interface Relay {
  /** Waits for running deliveries and takes no more. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Delivers the effects of all tenants, each at least once: one that was delivered right before a crash is delivered
 * again. Several relays share the work. No transaction is open while a handler runs.
 */
export function startRelay(queue: OutboxQueue, options: RelayOptions): Relay {
  const { onError, batchSize = 10, leaseMilliseconds = 60_000, pollMilliseconds = 1_000 } = options;
  const stopping = new AbortController();

  /** Delivers what is due and gives whether there may be more. */
  async function deliverBatch(): Promise<boolean> {
    const effects = await queue.claim(batchSize, leaseMilliseconds);
    const settled = await Promise.allSettled(
      effects.map(async (effect) => {
        const settlement = await attempt(effect, options);
        await queue.settle(effect, settlement);
        if (settlement.outcome === "dead") options.onDead?.(effect, settlement.error);
      }),
    );
    for (const each of settled) if (each.status === "rejected") throw each.reason;
    return effects.length === batchSize;
  }

  const relaying = (async () => {
    while (!stopping.signal.aborted) {
      const more = await deliverBatch().catch((error: unknown) => {
        onError(error instanceof Error ? error : new Error(String(error)));
        return false;
      });
      if (!more) await sleep(pollMilliseconds, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();

  return {
    async stop() {
      stopping.abort();
      await relaying;
    },
  };
}

async function attempt(effect: ClaimedEffect, { handlers, policy }: RelayOptions): Promise<Settlement> {
  const { tries, ...delays } = policy ?? defaultRetryPolicy;
  const handler = Object.hasOwn(handlers, effect.destination) ? handlers[effect.destination] : undefined;
  if (!handler) return { outcome: "dead", error: `there is no destination ${effect.destination}` };
  if (effect.attempt > tries) return { outcome: "dead", error: `the relay died in each of ${tries} attempts` };
  try {
    await handler(effect);
    return { outcome: "delivered" };
  } catch (error) {
    const said = failureText(error);
    if (error instanceof Undeliverable || effect.attempt >= tries) return { outcome: "dead", error: said };
    return { outcome: "retry", error: said, afterMilliseconds: retryDelay({ tries, ...delays }, effect.attempt) };
  }
}

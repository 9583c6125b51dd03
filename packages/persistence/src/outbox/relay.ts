import { createBell } from "./bell.ts";
import { failureText } from "./failure-text.ts";
import { listen } from "./listen.ts";
import { type ClaimedEffect, openOutboxQueue, type Settlement } from "./outbox-queue.ts";
import { defaultRetryPolicy, type RetryPolicy, retryDelay } from "./retry-policy.ts";
import { wakeUpChannel } from "./wake-up-channel.ts";

/** Delivers an effect outside. The same one may come again: its `id` tells. When it throws, it is tried again later. */
export type EffectHandler = (effect: ClaimedEffect) => Promise<void>;

export interface RelayOptions {
  /** PostgreSQL connection string of the application role. */
  readonly url: string;
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
  /** How often it looks without being woken; default 5 seconds. */
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
export function startRelay(options: RelayOptions): Relay {
  const { url, onError, batchSize = 10, leaseMilliseconds = 60_000, pollMilliseconds = 5_000 } = options;
  const queue = openOutboxQueue({ url });
  const bell = createBell();
  const ears = listen({ url, channel: wakeUpChannel, onNotice: bell.ring, onError });
  let stopping = false;

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
    while (!stopping) {
      const more = await deliverBatch().catch((error: unknown) => {
        onError(error instanceof Error ? error : new Error(String(error)));
        return false;
      });
      if (!more && !stopping) await bell.heard(pollMilliseconds);
    }
  })();

  async function end(): Promise<void> {
    stopping = true;
    bell.ring();
    await relaying;
    await ears.stop();
    await queue.close();
  }

  let ended: Promise<void> | undefined;
  return {
    stop() {
      ended ??= end();
      return ended;
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
    if (effect.attempt >= tries) return { outcome: "dead", error: said };
    return { outcome: "retry", error: said, afterMilliseconds: retryDelay({ tries, ...delays }, effect.attempt) };
  }
}

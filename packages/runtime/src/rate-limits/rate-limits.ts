import { createHash } from "node:crypto";
import type { RateLimitConfig } from "../config/http-config.ts";
import type { CounterStore } from "./counter-store.ts";

/** How many messages over HTTP are answered, counted by all processes that share a store. */
export interface RateLimits {
  /** Counts messages of a caller. Seconds until they fit again, or null when they do now. */
  take(caller: string, messages: number): Promise<number | null>;
  /** Counts a webhook of a sender. Seconds until another is taken, or null when it is now. */
  takeWebhook(sender: string): Promise<number | null>;
  /** Counts a failed attempt to authenticate. */
  countFailure(address: string): Promise<void>;
  /** Seconds until an address may try to authenticate again, or null when it may now. */
  blocked(address: string): number | null;
}

const minute = 60;
const hour = 60 * minute;

/** Far more than a vendor sends when thousands of things happen at once: it only bounds what others can ask for. */
const webhooksPerMinute = 3000;

/**
 * Counts in windows of a minute and an hour that begin with the first message. Failed attempts of an address have the
 * limit of a caller; this process remembers what it knows to be blocked, so that good requests pay nothing for it.
 */
export function createRateLimits(limits: RateLimitConfig, store: CounterStore): RateLimits {
  const caller = store.counter("caller", limits.perCallerPerMinute, minute);
  const webhook = store.counter("webhook", webhooksPerMinute, minute);
  const failure = store.counter("failure", limits.perCallerPerMinute, minute);
  const all = [store.counter("minute", limits.perMinute, minute), store.counter("hour", limits.perHour, hour)];
  const blockedUntil = new Map<string, number>();

  return {
    async take(name, messages) {
      const key = keyOf(name);
      const known = caller.blocked(key);
      if (known !== null) return inSeconds(known);
      // All in one turn of the store.
      const [own, ...ofAll] = await Promise.all([
        caller.consume(key, messages),
        ...all.map((counter) => counter.consume("all", messages)),
      ]);
      if (own === null) return inSeconds(longest(ofAll));
      // Who is over a limit of their own takes nothing from the others.
      await Promise.all(all.map((counter) => counter.consume("all", -messages)));
      return inSeconds(own);
    },
    takeWebhook: async (sender) => inSeconds(await webhook.consume(keyOf(sender), 1)),
    async countFailure(address) {
      const wait = inSeconds(await failure.consume(keyOf(address), 1));
      if (wait === null) return;
      for (const [each, until] of blockedUntil) if (until <= Date.now()) blockedUntil.delete(each);
      blockedUntil.set(address, Date.now() + wait * 1000);
    },
    blocked(address) {
      const wait = Math.ceil(((blockedUntil.get(address) ?? 0) - Date.now()) / 1000);
      return wait > 0 ? wait : null;
    },
  };
}

/** Nobody's name or address is stored for being counted. */
function keyOf(name: string): string {
  return createHash("sha256").update(name).digest("base64url");
}

function longest(waits: readonly (number | null)[]): number | null {
  return waits.reduce((most, wait) => (wait === null ? most : Math.max(most ?? 0, wait)), null);
}

function inSeconds(milliseconds: number | null): number | null {
  return milliseconds === null ? null : Math.max(1, Math.ceil(milliseconds / 1000));
}

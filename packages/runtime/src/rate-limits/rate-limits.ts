import { createHash } from "node:crypto";
import type { RateLimitConfig } from "../config/http-config.ts";
import type { Counter, CounterStore } from "./counter-store.ts";

/** How many messages over HTTP are answered, counted by all processes that share a store. */
export interface RateLimits {
  /** Counts messages of a caller. Seconds until they fit again, or null when they do now. */
  take(caller: string, messages: number): Promise<number | null>;
  /** Counts a failed attempt to authenticate. */
  countFailure(address: string): Promise<void>;
  /** Seconds until an address may try to authenticate again, or null when it may now. */
  blocked(address: string): number | null;
}

const minute = 60;
const hour = 60 * minute;

/**
 * Counts in windows of a minute and an hour that begin with the first message. Failed attempts of an address have the
 * limit of a caller; this process remembers what it knows to be blocked, so that good requests pay nothing for it.
 */
export function createRateLimits(limits: RateLimitConfig, store: CounterStore): RateLimits {
  const caller = store.counter("caller", limits.perCallerPerMinute, minute);
  const failure = store.counter("failure", limits.perCallerPerMinute, minute);
  const all = [store.counter("minute", limits.perMinute, minute), store.counter("hour", limits.perHour, hour)];
  const blockedUntil = new Map<string, number>();

  return {
    async take(name, messages) {
      const own = await consume(caller, keyOf(name), messages);
      // Who is over a limit of their own takes nothing from the others.
      if (own !== null) return own;
      const waits = await Promise.all(all.map((counter) => consume(counter, "all", messages)));
      return waits.reduce((longest, wait) => (wait === null ? longest : Math.max(longest ?? 0, wait)), null);
    },
    async countFailure(address) {
      const wait = await consume(failure, keyOf(address), 1);
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

async function consume(counter: Counter, key: string, points: number): Promise<number | null> {
  const wait = await counter.consume(key, points);
  return wait === null ? null : Math.max(1, Math.ceil(wait / 1000));
}

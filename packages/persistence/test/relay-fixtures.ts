import { type TestStore, until } from "@cs/testing";
import { afterEach } from "vitest";
import type { ClaimedEffect, Relay, RelayOptions } from "../src/index.ts";

/** Delays so short that a test can wait for them. */
export const fastPolicy = { tries: 3, firstDelayMilliseconds: 10, longestDelayMilliseconds: 20 };

/** Starts relays that stop after the test. Their errors fail it unless it takes them. */
export function useRelays(store: TestStore) {
  const relays: Relay[] = [];
  afterEach(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
    await store.query("DELETE FROM cs.outbox");
  });
  return (options: Pick<RelayOptions, "handlers"> & Partial<RelayOptions>): Relay => {
    const relay = store.persistence.startRelay({
      policy: fastPolicy,
      pollMilliseconds: 10,
      onError: (error) => {
        throw error;
      },
      ...options,
    });
    relays.push(relay);
    return relay;
  };
}

/** Adds effects with these keys, in a transaction each. */
export async function addEffects(store: TestStore, keys: readonly string[], tenantId = store.tenantId): Promise<void> {
  for (const key of keys) {
    await store.persistence.write(tenantId, (tx) =>
      tx.outbox.add({ destination: "test", key, type: "tested", payload: { key } }),
    );
  }
}

/** A receiver that remembers what it was given, in order. */
export function createReceiver() {
  const received: ClaimedEffect[] = [];
  return { received, handlers: { test: async (effect: ClaimedEffect) => void received.push(effect) } };
}

/** Waits until no effect is pending and gives the number in each state. */
export async function whenSettled(store: TestStore): Promise<Record<string, number>> {
  const states = async () =>
    Object.fromEntries(
      (
        await store.query<{ state: string; rows: number }>(
          "SELECT state, count(*)::int AS rows FROM cs.outbox GROUP BY state",
        )
      ).map(({ state, rows }) => [state, rows]),
    );
  await until(async () => (await states())["pending"] === undefined);
  return states();
}

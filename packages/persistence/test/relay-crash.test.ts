import { fileURLToPath } from "node:url";
import { openFaultProxy, rounds, until, useTestStore, useWorkbench } from "@cs/testing";
import { describe, expect, it } from "vitest";
import { createPersistence } from "../src/index.ts";
import { addEffects, createReceiver, fastPolicy, useRelays, whenSettled } from "./relay-fixtures.ts";

const store = useTestStore();
const bench = useWorkbench();
const start = useRelays(store);
const child = fileURLToPath(new URL("relay-child.ts", import.meta.url));

describe("a relay that is killed between a delivery and its settling", () => {
  it("leaves the effect to another one, which delivers it again under the same id and hears of the interruption", async () => {
    for (let round = 0; round < rounds({ ci: 1, soak: 20 }); round += 1) {
      const key = `round-${round}`;
      await addEffects(store, [key]);
      const args = ["--conditions=@cs/source", child, store.urls.applicationUrl];
      const victim = bench.startCommand(process.execPath, args, {});
      await victim.printed("stdout", /delivered out_\w+\n/);
      process.kill(victim.pid, "SIGKILL");
      expect(await victim.ended).toMatchObject({ signal: "SIGKILL" });
      const { received, handlers } = createReceiver();
      const relay = start({ handlers });
      expect(await whenSettled(store)).toEqual({ delivered: round + 1 });
      expect(received).toMatchObject([{ key, attempt: 2, interrupted: true }]);
      expect(victim.stdout()).toBe(`delivered ${received[0]?.id}\n`);
      await relay.stop();
    }
  });

  it("time and again makes a dead letter, not a relay that dies for ever", async () => {
    await addEffects(store, ["deadly"]);
    await store.query("UPDATE cs.outbox SET attempts = 3 WHERE key = 'deadly'");
    const { received, handlers } = createReceiver();
    start({ handlers });
    expect(await whenSettled(store)).toMatchObject({ dead: 1 });
    expect(received).toEqual([]);
    const rows = await store.query("SELECT last_error AS error FROM cs.outbox WHERE key = 'deadly'");
    expect(rows).toEqual([{ error: "the relay died in each of 3 attempts" }]);
  });
});

it("a relay that loses its connection between a delivery and its settling delivers again under the same id", async () => {
  const proxy = await openFaultProxy(store.urls.applicationUrl);
  await store.query("DELETE FROM cs.outbox");
  await addEffects(store, ["unsettled"]);
  const { received, handlers } = createReceiver();
  const errors: Error[] = [];
  const persistence = createPersistence({ url: proxy.url });
  const relay = persistence.startRelay({
    policy: fastPolicy,
    leaseMilliseconds: 500,
    onError: (error) => errors.push(error),
    handlers: {
      test: async (effect) => {
        await handlers.test(effect);
        if (effect.attempt === 1) await proxy.set({ kind: "reset" });
      },
    },
  });
  await until(() => errors.length > 0);
  await proxy.set({ kind: "pass" });
  expect(await whenSettled(store)).toEqual({ delivered: 1 });
  expect(received.length).toBeGreaterThan(1);
  expect(new Set(received.map(({ id }) => id)).size).toBe(1);
  await relay.stop();
  await persistence.close();
  await proxy.close();
});

import { applicationRole, until, useTestStore } from "@cs/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { defaultRetryPolicy, Undeliverable } from "../src/index.ts";
import { addEffects, createReceiver, useRelays, whenSettled } from "./relay-fixtures.ts";

const store = useTestStore({ poolSize: 4 });
const start = useRelays(store);

beforeAll(() =>
  store.persistence.write("bravo", (tx) =>
    tx.tenants.ensure({ name: "bravo", timeZone: "UTC", reportingCurrency: "USD" }),
  ),
);

const list = () => store.persistence.read(store.tenantId, (tx) => tx.outbox.list({ state: null, limit: 100 }));
const counts = () => store.persistence.read(store.tenantId, (tx) => tx.outbox.counts());

describe("an effect", () => {
  it("is one row however often it is added, also at the same time", async () => {
    await Promise.all(Array.from({ length: 10 }, () => addEffects(store, ["once", "twice"])));
    expect((await list()).map(({ key }) => key).toSorted()).toEqual(["once", "twice"]);
    const [first, second] = await list();
    expect(first?.id).toMatch(/^out_[0-9a-f]{64}$/);
    expect(second?.id).not.toBe(first?.id);
  });

  it("is another one for another destination", async () => {
    await store.persistence.write(store.tenantId, (tx) =>
      tx.outbox.add(
        { destination: "a", key: "same", type: "t", payload: {} },
        { destination: "b", key: "same", type: "t", payload: {} },
      ),
    );
    expect(await list()).toHaveLength(2);
  });

  it("is delivered with its tenant, and others do not see it", async () => {
    await addEffects(store, ["same"]);
    await addEffects(store, ["same"], "bravo");
    const { received, handlers } = createReceiver();
    start({ handlers });
    expect(await whenSettled(store)).toEqual({ delivered: 2 });
    expect(received.map(({ tenantId }) => tenantId).toSorted()).toEqual(["bravo", "default"]);
    expect(new Set(received.map(({ id }) => id)).size).toBe(2);
    expect(received[0]).toMatchObject({ key: "same", type: "tested", payload: { key: "same" }, attempt: 1 });
    expect(await list()).toMatchObject([{ state: "delivered", attempts: 1, lastError: null }]);
  });
});

describe("what a receiver forgot", () => {
  it("is delivered again, under the same ids, to that receiver and back to a time", async () => {
    await addEffects(store, ["old", "new"]);
    await addEffects(store, ["theirs"], "bravo");
    await store.persistence.write(store.tenantId, (tx) =>
      tx.outbox.add({ destination: "other", key: "elsewhere", type: "tested", payload: {} }),
    );
    const { received, handlers } = createReceiver();
    start({ handlers: { ...handlers, other: async () => {} } });
    expect(await whenSettled(store)).toEqual({ delivered: 4 });
    await store.query("UPDATE cs.outbox SET delivered_at = delivered_at - interval '2 hours' WHERE key = 'old'");
    const first = received.splice(0).filter(({ key }) => key !== "old");
    expect(await store.persistence.redeliver("test", 3_600_000)).toBe(2);
    expect(await whenSettled(store)).toEqual({ delivered: 4 });
    expect(received.map(({ id }) => id).toSorted()).toEqual(first.map(({ id }) => id).toSorted());
    expect(received.map(({ attempt }) => attempt)).toEqual([1, 1]);
  });
});

describe("a relay", () => {
  it("has no transaction open while a handler runs", async () => {
    // Of the application: the test's own looks are transactions too.
    const open = async () =>
      store.query("SELECT FROM pg_stat_activity WHERE datname = $1 AND usename = $2 AND xact_start IS NOT NULL", [
        store.urls.name,
        applicationRole,
      ]);
    let seen: unknown[] | undefined;
    await addEffects(store, ["one"]);
    start({
      handlers: {
        test: async () => {
          seen = await open();
        },
      },
    });
    await whenSettled(store);
    expect(seen).toEqual([]);
  });

  it("waits for running deliveries when it stops, and takes no more", async () => {
    await addEffects(store, ["one", "two"]);
    const gate = Promise.withResolvers<void>();
    const begun: string[] = [];
    const relay = start({
      batchSize: 1,
      handlers: {
        test: ({ key }) => {
          begun.push(key);
          return gate.promise;
        },
      },
    });
    await until(() => begun.length === 1);
    const stopped = relay.stop();
    gate.resolve();
    await stopped;
    expect(begun).toHaveLength(1);
    expect((await list()).map(({ state }) => state).toSorted()).toEqual(["delivered", "pending"]);
  });

  it("shares the work with others: each key is delivered once", async () => {
    const keys = Array.from({ length: 300 }, (_, index) => `key-${index}`);
    await addEffects(store, keys);
    const receivers = [createReceiver(), createReceiver(), createReceiver()];
    for (const { handlers } of receivers) start({ handlers });
    expect(await whenSettled(store)).toEqual({ delivered: 300 });
    const received = receivers.flatMap((receiver) => receiver.received.map(({ key }) => key));
    expect(received.toSorted()).toEqual(keys.toSorted());
    for (const receiver of receivers) expect(receiver.received.length).toBeGreaterThan(0);
  });
});

describe("a delivery that fails", () => {
  it("is tried again with the same id, and remembers what went wrong", async () => {
    const ids: string[] = [];
    await addEffects(store, ["unsure"]);
    start({
      handlers: {
        test: async ({ id, attempt }) => {
          ids.push(id);
          if (attempt < 3) throw new Error("refused by postgres://app:hidden@db, token=abc123");
        },
      },
    });
    expect(await whenSettled(store)).toEqual({ delivered: 1 });
    expect(ids).toEqual([ids[0], ids[0], ids[0]]);
    expect(await list()).toMatchObject([{ attempts: 3, lastError: "refused by postgres://app:***@db, token=***" }]);
  });

  it("is a dead letter after the last try, waits for nobody, and goes out once it is replayed", async () => {
    await addEffects(store, ["poison", "healthy"]);
    const told: string[] = [];
    let broken = true;
    const { received, handlers } = createReceiver();
    start({
      handlers: {
        test: async (effect) => {
          if (broken && effect.key === "poison") throw new Error("no");
          await handlers.test(effect);
        },
      },
      onDead: ({ key }, error) => told.push(`${key}: ${error}`),
    });
    expect(await whenSettled(store)).toEqual({ dead: 1, delivered: 1 });
    await until(() => told.length > 0);
    expect(told).toEqual(["poison: no"]);
    expect(await counts()).toEqual({ pending: 0, oldestPendingAt: null, dead: 1 });
    broken = false;
    const [dead] = (await list()).filter(({ state }) => state === "dead");
    expect(dead).toMatchObject({ attempts: 3, lastError: "no", deliveredAt: null });
    expect(await store.persistence.write(store.tenantId, (tx) => tx.outbox.replay([dead?.id ?? ""]))).toBe(1);
    expect(await whenSettled(store)).toEqual({ delivered: 2 });
    expect(received.map(({ id }) => id)).toContain(dead?.id);
  });

  it("waits longer after each try", async () => {
    await addEffects(store, ["slow"]);
    start({ handlers: { test: () => Promise.reject(new Error("no")) }, policy: defaultRetryPolicy });
    await until(async () => (await list())[0]?.lastError === "no");
    const [{ seconds } = { seconds: 0 }] = await store.query<{ seconds: number }>(
      "SELECT extract(epoch FROM next_attempt_at - now())::float8 AS seconds FROM cs.outbox",
    );
    expect(seconds).toBeGreaterThan(4);
    expect(seconds).toBeLessThan(10);
    expect(await counts()).toMatchObject({ pending: 1, oldestPendingAt: expect.any(String), dead: 0 });
  });

  it("for ever is a dead letter at once", async () => {
    await addEffects(store, ["never"]);
    start({ handlers: { test: () => Promise.reject(new Undeliverable("nobody of that name")) } });
    expect(await whenSettled(store)).toEqual({ dead: 1 });
    expect(await list()).toMatchObject([{ attempts: 1, lastError: "nobody of that name" }]);
  });

  it("was not interrupted, neither when it is tried again nor when it is replayed", async () => {
    await addEffects(store, ["unsure"]);
    const interrupted: boolean[] = [];
    let broken = true;
    start({
      handlers: {
        test: async (effect) => {
          interrupted.push(effect.interrupted);
          if (broken) throw new Error("no");
        },
      },
    });
    expect(await whenSettled(store)).toEqual({ dead: 1 });
    broken = false;
    await store.persistence.write(store.tenantId, (tx) => tx.outbox.replay(null));
    expect(await whenSettled(store)).toEqual({ delivered: 1 });
    expect(interrupted).toEqual([false, false, false, false]);
  });

  it("for want of a destination is a dead letter at once and says so", async () => {
    await store.persistence.write(store.tenantId, (tx) =>
      tx.outbox.add({ destination: "toString", key: "k", type: "t", payload: {} }),
    );
    start({ handlers: createReceiver().handlers });
    expect(await whenSettled(store)).toEqual({ dead: 1 });
    expect(await list()).toMatchObject([{ attempts: 1, lastError: "there is no destination toString" }]);
  });
});

describe("a replay", () => {
  it("of what is no dead letter is refused and changes nothing", async () => {
    await addEffects(store, ["pending"]);
    const [entry] = await list();
    const replay = store.persistence.write(store.tenantId, (tx) => tx.outbox.replay([entry?.id ?? ""]));
    await expect(replay).rejects.toMatchObject({ code: "not_found", hint: expect.stringContaining("--state dead") });
    await expect(store.persistence.write("bravo", (tx) => tx.outbox.replay(null))).resolves.toBe(0);
    expect(await list()).toEqual([entry]);
  });
});

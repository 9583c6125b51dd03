import { askRedis, describeOwnRedis, type FaultProxy, openFaultProxy, until, useRedisServer } from "@cs/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { EventBus } from "../src/index.ts";
import { dealClosed, ids, openBus } from "./redis-events.ts";

/** Stands for the outbox: it keeps what it published, and publishes all of it again when it must. */
function keeper(publish: (id: string) => Promise<void>) {
  const kept: string[] = [];
  let republished = 0;
  return {
    async publish(id: string) {
      kept.push(id);
      await publish(id).catch(() => {});
    },
    async publishAgain() {
      republished += 1;
      for (const id of kept) await publish(id);
    },
    republished: () => republished,
  };
}

describeOwnRedis("a Redis that loses its memory", () => {
  const redis = useRedisServer();
  let proxy: FaultProxy;
  let test = 0;
  const opened: EventBus[] = [];
  beforeEach(async () => {
    test += 1;
    proxy = await openFaultProxy(redis.url);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((bus) => bus.close()));
    await proxy.close();
  });

  /** One process that publishes from its outbox, and one that consumes; it gets stuck until it is let go. */
  async function start() {
    const sender = openBus(proxy.url, `t${test}`, { onMemoryLost: () => outbox.publishAgain() });
    const receiver = openBus(redis.url, `t${test}`);
    const outbox = keeper((id) => sender.bus.publish(dealClosed(id)));
    opened.push(sender.bus, receiver.bus);
    const gate = Promise.withResolvers<void>();
    const done = new Set<string>();
    await receiver.bus.subscribe({
      consumer: "plans",
      types: ["deal.closed"],
      async handle({ id }) {
        await gate.promise;
        done.add(id);
      },
    });
    await until(() => outbox.republished() === 1);
    for (const id of ids(40)) await outbox.publish(id);
    return { outbox, done, gate };
  }

  it("after FLUSHALL with work pending gets everything again, and everything completes", async () => {
    const { outbox, done, gate } = await start();
    await askRedis(redis, (client) => client.flushall());
    gate.resolve();
    await until(() => done.size === 40);
    expect(outbox.republished()).toBe(2);
    await outbox.publish("E-after");
    await until(() => done.has("E-after"));
  });

  it("after kill -9 with work pending gets everything again, and everything completes", async () => {
    const { outbox, done, gate } = await start();
    await redis.kill();
    await outbox.publish("E-meanwhile");
    await redis.start();
    gate.resolve();
    await until(() => done.size === 41);
    expect(outbox.republished()).toBe(2);
  });

  it("is not taken for one whose connection broke", async () => {
    const { outbox, done, gate } = await start();
    gate.resolve();
    const before = proxy.counts.connections;
    await proxy.set({ kind: "reset" });
    await proxy.set({ kind: "pass" });
    await until(() => proxy.counts.connections > before);
    await until(() => done.size === 40);
    expect(outbox.republished()).toBe(1);
  });

  it("is asked for again while publishing again fails, and when it forgets meanwhile", async () => {
    const errors: Error[] = [];
    let calls = 0;
    const { bus } = openBus(redis.url, `t${test}`, {
      onError: (error) => errors.push(error),
      async onMemoryLost() {
        calls += 1;
        if (calls === 1) throw new Error("the outbox is away");
        if (calls === 2) await askRedis(redis, (client) => client.flushall());
      },
    });
    opened.push(bus);
    const mark = () => askRedis(redis, (client) => client.get(`t${test}:events:memory`));
    const server = await askRedis(redis, (client) => client.info("server"));
    await until(async () => server.includes(`run_id:${await mark()}`));
    expect(calls).toBe(3);
    expect(errors.map(({ message }) => message)).toEqual(["the outbox is away"]);
  });
});

import { fileURLToPath } from "node:url";
import type { CloudEvent } from "@cs/models";
import { askRedis, describeRedis, until, useRedis, useWorkbench } from "@cs/testing";
import { afterEach, expect, it } from "vitest";
import type { EventBus } from "../src/index.ts";
import { dealClosed, ids, openBus } from "./redis-events.ts";

describeRedis("the bus over Redis", () => {
  const redis = useRedis();
  const bench = useWorkbench();
  let test = 0;
  const prefix = () => `${redis.keyPrefix}-${test}`;
  const opened: EventBus[] = [];
  const open = (options = {}) => {
    const { bus, errors } = openBus(redis.url, prefix(), options);
    opened.push(bus);
    return { bus, errors };
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((bus) => bus.close()));
    test += 1;
  });

  function collect(consumer: string, seen: CloudEvent[]) {
    return {
      consumer,
      types: ["deal.closed"],
      async handle(event: CloudEvent) {
        seen.push(event);
      },
    };
  }

  it("delivers what was published before anybody listened, unchanged, and nothing of other types", async () => {
    const { bus } = open();
    const event = { ...dealClosed("E-1"), subject: "O'Brien \u{1F600}", data: { deep: [{ a: null }] } };
    await bus.publish({ ...event, id: "E-2", type: "lead.qualified" });
    await bus.publish(event);
    const seen: CloudEvent[] = [];
    await bus.subscribe(collect("plans", seen));
    await until(() => seen.length > 0);
    expect(seen).toEqual([event]);
  });

  it("shares events among the consumers of one name and gives all of them to each name", async () => {
    const [first, second, third, other]: CloudEvent[][] = [[], [], [], []];
    for (const seen of [first, second, third]) await open().bus.subscribe(collect("plans", seen ?? []));
    const { bus } = open();
    await bus.subscribe(collect("reports", other ?? []));
    await Promise.all(ids(200).map((id) => bus.publish(dealClosed(id))));
    const shared = () => [first, second, third].flatMap((seen) => (seen ?? []).map(({ id }) => id));
    await until(() => new Set(shared()).size === 200 && other?.length === 200);
    expect(new Set(shared())).toEqual(new Set(ids(200)));
    expect(new Set(other?.map(({ id }) => id))).toEqual(new Set(ids(200)));
  });

  it("delivers an event again that a handler failed at, until it is dealt with", async () => {
    const { bus, errors } = open();
    let tries = 0;
    await bus.subscribe({
      consumer: "plans",
      types: ["deal.closed"],
      async handle() {
        tries += 1;
        if (tries < 3) throw new Error(`not yet ${tries}`);
      },
    });
    await bus.publish(dealClosed("E-1"));
    await until(() => tries === 3);
    await bus.close();
    expect(errors.map(({ message }) => message)).toEqual(["not yet 1", "not yet 2"]);
    expect(await open().bus.deadLetters(10)).toEqual([]);
  });

  it("puts an event that always fails and entries that are no events to the dead letters, once each", async () => {
    const { bus } = open({ mostDeliveries: 3 });
    const tried: string[] = [];
    await bus.subscribe({
      consumer: "plans",
      types: ["deal.closed"],
      async handle({ id }) {
        tried.push(id);
        if (id === "E-bad") throw new Error("no such deal");
      },
    });
    const stream = `${prefix()}:events:of:deal.closed`;
    await askRedis(redis, (client) => client.xadd(stream, "*", "event", "{broken"));
    await askRedis(redis, (client) => client.xadd(stream, "*", "note", "hello"));
    for (const id of ["E-bad", "E-good"]) await bus.publish(dealClosed(id));
    await until(async () => (await bus.deadLetters(10)).length === 3);
    const letters = (await bus.deadLetters(10)).map(({ id: _, ...letter }) => letter);
    expect(letters).toEqual([
      { consumer: "plans", reason: "no such deal", deliveries: 3, content: JSON.stringify(dealClosed("E-bad")) },
      { consumer: "plans", reason: "it is not a CloudEvent", deliveries: 1, content: '{"note":"hello"}' },
      { consumer: "plans", reason: "it is not a CloudEvent", deliveries: 1, content: "{broken" },
    ]);
    expect(tried.toSorted()).toEqual(["E-bad", "E-bad", "E-bad", "E-good"]);
    expect(await askRedis(redis, (client) => client.xpending(stream, "plans"))).toEqual([0, null, null, null]);
  });

  it("gives the events of a consumer process that was killed to another", async () => {
    const file = fileURLToPath(new URL("redis-hanging-consumer.ts", import.meta.url));
    const victim = bench.startCommand(process.execPath, ["--conditions=@cs/source", file, redis.url, prefix()], {});
    const { bus } = open();
    await bus.publish(dealClosed("E-1"));
    await victim.printed("stdout", "received E-1");
    victim.child.kill("SIGKILL");
    await victim.ended;
    const seen: CloudEvent[] = [];
    await open().bus.subscribe(collect("plans", seen));
    await until(() => seen.length > 0);
    expect(seen).toEqual([dealClosed("E-1")]);
  });

  it("waits for running handlers when it closes, and leaves no name behind", async () => {
    const { bus } = open();
    const release = Promise.withResolvers<void>();
    const steps: string[] = [];
    await bus.subscribe({
      consumer: "plans",
      types: ["deal.closed"],
      async handle() {
        steps.push("begun");
        await release.promise;
        steps.push("done");
      },
    });
    await bus.publish(dealClosed("E-1"));
    await until(() => steps.length > 0);
    const closing = bus.close().then(() => steps.push("closed"));
    release.resolve();
    await closing;
    expect(steps).toEqual(["begun", "done", "closed"]);
    const stream = `${prefix()}:events:of:deal.closed`;
    expect(await askRedis(redis, (client) => client.xinfo("CONSUMERS", stream, "plans"))).toEqual([]);
  });
});

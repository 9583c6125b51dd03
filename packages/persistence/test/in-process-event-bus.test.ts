import type { CloudEvent } from "@cs/models";
import { describe, expect, it } from "vitest";
import { createInProcessEventBus } from "../src/index.ts";

const event = (id: string, type = "tested"): CloudEvent => ({
  specversion: "1.0",
  id,
  source: "/test",
  type,
  tenantid: "default",
  data: {},
});

/** A subscription that notes what it hears. */
function listener(consumer: string, types: readonly string[] = ["tested"]) {
  const heard: string[] = [];
  return { consumer, types, heard, handle: async ({ id }: CloudEvent) => void heard.push(id) };
}

describe("the bus within a process", () => {
  it("gives each consumer every event of its types; those of one name share them", async () => {
    const bus = createInProcessEventBus();
    const [one, other, alone, deaf] = [listener("a"), listener("a"), listener("b"), listener("c", ["else"])];
    for (const subscription of [one, other, alone, deaf]) await bus.subscribe(subscription);
    for (let index = 0; index < 10; index += 1) await bus.publish(event(`${index}`));
    const ids = Array.from({ length: 10 }, (_, index) => `${index}`);
    expect(alone.heard).toEqual(ids);
    expect([...one.heard, ...other.heard].toSorted()).toEqual(ids);
    expect([one.heard.length, other.heard.length]).toEqual([5, 5]);
    expect(deaf.heard).toEqual([]);
  });

  it("tells the publisher when a consumer failed, after all others have heard", async () => {
    const bus = createInProcessEventBus();
    const hears = listener("b");
    await bus.subscribe({ consumer: "a", types: ["tested"], handle: () => Promise.reject(new Error("not now")) });
    await bus.subscribe(hears);
    await expect(bus.publish(event("1"))).rejects.toThrow("not now");
    expect(hears.heard).toEqual(["1"]);
  });

  it("waits for running handlers when it closes, and takes no more", async () => {
    const bus = createInProcessEventBus();
    const gate = Promise.withResolvers<void>();
    let done = false;
    await bus.subscribe({
      consumer: "a",
      types: ["tested"],
      handle: async () => {
        await gate.promise;
        done = true;
      },
    });
    const published = bus.publish(event("1"));
    const closed = bus.close();
    expect(done).toBe(false);
    gate.resolve();
    await closed;
    expect(done).toBe(true);
    await published;
    await expect(bus.publish(event("2"))).rejects.toThrow("closed");
  });
});

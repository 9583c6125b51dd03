import { useTestStore } from "@cs/testing";
import { expect, it } from "vitest";
import { type OutboxEffect, Undeliverable } from "../src/index.ts";
import { createReceiver, useRelays, whenSettled } from "./relay-fixtures.ts";

const store = useTestStore({ poolSize: 4 });
const start = useRelays(store);

const add = (...effects: readonly (Partial<OutboxEffect> & { readonly key: string })[]) =>
  store.persistence.write(store.tenantId, (tx) =>
    tx.outbox.add(...effects.map((effect) => ({ destination: "test", type: "tested", payload: {}, ...effect }))),
  );
const placed = (line: string, place: number, part: Partial<OutboxEffect> = {}) => ({
  key: `${line}${place}`,
  turn: { line, place },
  ...part,
});

it("effects of a line are delivered by their places, whatever the order in which they were added", async () => {
  for (const place of [3, 1, 5, 2, 4]) await add(placed("a", place));
  const { received, handlers } = createReceiver();
  start({ handlers });
  start({ handlers });
  expect(await whenSettled(store)).toEqual({ delivered: 5 });
  expect(received.map(({ key }) => key)).toEqual(["a1", "a2", "a3", "a4", "a5"]);
});

it("a line waits for one that is tried again, and other lines and destinations do not", async () => {
  await add(placed("a", 1), placed("a", 2), placed("b", 2), { key: "alone" }, placed("a", 3, { destination: "other" }));
  const received: string[] = [];
  let failures = 2;
  const handler = async ({ key }: { key: string }) => {
    if (key === "a1" && failures > 0) {
      failures -= 1;
      throw new Error("not yet");
    }
    received.push(key);
  };
  start({ handlers: { test: handler, other: handler } });
  expect(await whenSettled(store)).toEqual({ delivered: 5 });
  expect(received.slice(0, 3).toSorted()).toEqual(["a3", "alone", "b2"]);
  expect(received.slice(3)).toEqual(["a1", "a2"]);
});

it("a line does not wait for a dead letter, and says what became of each", async () => {
  await add(placed("a", 1), placed("a", 2));
  const handler = async ({ key }: { key: string }) => {
    if (key === "a1") throw new Undeliverable("never");
  };
  start({ handlers: { test: handler } });
  expect(await whenSettled(store)).toEqual({ dead: 1, delivered: 1 });
  const fates = await store.persistence.read(store.tenantId, (tx) => tx.outbox.fates("test", ["a1", "a2", "a3"]));
  expect(Object.fromEntries(fates)).toEqual({
    a1: { state: "dead", lastError: "never" },
    a2: { state: "delivered", lastError: null },
  });
});

import { setImmediate as nextTick } from "node:timers/promises";
import { expect, it } from "vitest";
import { inTurn } from "./in-turn.ts";

it("does one after the other, also after one that failed", async () => {
  const turn = inTurn(10);
  const said: string[] = [];
  const work = (name: string) => async () => {
    said.push(`${name} begins`);
    await nextTick();
    said.push(`${name} ends`);
    if (name === "b") throw new Error("b failed");
    return name;
  };
  const results = await Promise.allSettled([turn(work("a")), turn(work("b")), turn(work("c"))]);
  expect(said).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

it("refuses what comes while too many wait, and takes what comes when they are through", async () => {
  const turn = inTurn(2);
  const held = Promise.withResolvers<void>();
  const first = turn(() => held.promise);
  await nextTick();
  const waiting = [turn(async () => 1), turn(async () => 2)];
  await expect(turn(async () => 3)).rejects.toThrow("2 wait already");
  held.resolve();
  await first;
  expect(await Promise.all(waiting)).toEqual([1, 2]);
  expect(await turn(async () => 4)).toBe(4);
});

import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, it } from "vitest";
import { ahead } from "./ahead.ts";

/** Three items, and a note of when each is made. */
async function* three(log: string[], failingAt = 4): AsyncGenerator<number, void> {
  try {
    for (const item of [1, 2, 3]) {
      await nextTurn();
      if (item === failingAt) throw new Error("broken");
      log.push(`made ${item}`);
      yield item;
    }
  } finally {
    log.push("closed");
  }
}

async function work(items: AsyncIterable<number>, log: string[], last = 3): Promise<void> {
  for await (const item of items) {
    log.push(`begun ${item}`);
    await nextTurn();
    await nextTurn();
    log.push(`done ${item}`);
    if (item === last) break;
  }
}

it("gives the items in order, and makes the next while one is worked on", async () => {
  const log: string[] = [];
  await work(ahead(three(log)), log);
  const worked = log.filter((line) => /begun|done/.test(line));
  expect(worked).toEqual(["begun 1", "done 1", "begun 2", "done 2", "begun 3", "done 3"]);
  expect(log.indexOf("made 2")).toBeLessThan(log.indexOf("done 1"));
  expect(log.indexOf("made 3")).toBeLessThan(log.indexOf("done 2"));
});

it("fails where the item would have come, after those before it", async () => {
  const log: string[] = [];
  await expect(work(ahead(three(log, 2)), log)).rejects.toThrow("broken");
  expect(log).toEqual(["made 1", "begun 1", "closed", "done 1"]);
});

it("closes what it reads from when the work ends early, even if the next item fails", async () => {
  for (const failingAt of [2, 4]) {
    const log: string[] = [];
    await work(ahead(three(log, failingAt)), log, 1);
    expect(log.filter((line) => /done|closed/.test(line)).toSorted()).toEqual(["closed", "done 1"]);
  }
});

import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, it } from "vitest";
import { sendWhileMaking } from "./send-while-making.ts";

/** Makes three parts and notes when. */
function* three(log: string[]): Generator<number> {
  for (const part of [1, 2, 3]) {
    log.push(`made ${part}`);
    yield part;
  }
}

it("makes the next part while one is answered, and gives the answers in order", async () => {
  const log: string[] = [];
  const answers = await sendWhileMaking(three(log), async (part) => {
    // The first takes longest.
    for (let turn = part; turn < 6; turn += 1) await nextTurn();
    log.push(`answered ${part}`);
    return 10 * part;
  });
  expect(answers).toEqual([10, 20, 30]);
  expect(log.indexOf("made 2")).toBeLessThan(log.indexOf("answered 1"));
});

it("makes no further part after a failure, and fails with it", async () => {
  const log: string[] = [];
  const sending = sendWhileMaking(three(log), async (part) => {
    if (part === 1) throw new Error("broken");
    return part;
  });
  await expect(sending).rejects.toThrow("broken");
  expect(log).toEqual(["made 1"]);
});

it("fails with the first failure when others fail after it", async () => {
  const sending = sendWhileMaking([1, 2, 3], async (part) => {
    for (let turn = 0; turn < 4 + part; turn += 1) await nextTurn();
    throw new Error(`broken ${part}`);
  });
  await expect(sending).rejects.toThrow("broken 1");
});

it("gives no answers when there is nothing to send", async () => {
  expect(await sendWhileMaking([], async () => 1)).toEqual([]);
});

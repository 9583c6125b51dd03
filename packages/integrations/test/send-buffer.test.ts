import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type BufferLimits, bufferLimits } from "../src/mixpanel/buffer-limits.ts";
import { createSendBuffer } from "../src/mixpanel/send-buffer.ts";

interface Item {
  readonly id: number;
  readonly bytes: number;
}

const item = (id: number, bytes = 1): Item => ({ id, bytes });
const items = (count: number) => Array.from({ length: count }, (_, id) => item(id));

/** A buffer, and the batches that it sent. A batch is taken unless `answers` say otherwise, in order. */
function bufferTo(answers: (() => Promise<number>)[] = [], limits: Partial<BufferLimits> = {}) {
  const batches: number[][] = [];
  const left: number[] = [];
  const buffer = createSendBuffer<Item>({
    limits: bufferLimits(limits),
    send(batch) {
      batches.push(batch.map(({ id }) => id));
      return answers.shift()?.() ?? Promise.resolve(batch.length);
    },
    waitAfter: (error) => (error as { waitMs?: number }).waitMs ?? 0,
    onLeft: (given) => left.push(...given.map(({ id }) => id)),
  });
  return { ...buffer, batches, left, sizes: () => batches.map(({ length }) => length) };
}

const failing =
  (waitMs = 0) =>
  () =>
    Promise.reject(Object.assign(new Error("down"), { waitMs }));
const hanging = () => new Promise<number>(() => {});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a buffer", () => {
  it("sends whole batches at once, and the rest after its time", async () => {
    const buffer = bufferTo();
    for (const each of items(120)) expect(buffer.add(each)).toBeNull();
    await vi.advanceTimersByTimeAsync(4999);
    expect(buffer.sizes()).toEqual([50, 50]);
    await vi.advanceTimersByTimeAsync(1);
    expect(buffer.sizes()).toEqual([50, 50, 20]);
    expect(buffer.batches.flat()).toEqual(items(120).map(({ id }) => id));
  });

  it("lets no batch grow beyond its bytes, and gives a long item one of its own", async () => {
    const buffer = bufferTo([], { batchBytes: 10, itemBytes: 20 });
    for (const [id, bytes] of [4, 6, 1, 20, 9].entries()) buffer.add(item(id, bytes));
    await buffer.flush();
    expect(buffer.batches).toEqual([[0, 1], [2], [3], [4]]);
  });

  it("refuses the newest when it is full, by items or by bytes, and counts them", async () => {
    const full = bufferTo([], { items: 2 });
    expect([1, 2, 3].map((id) => full.add(item(id)))).toEqual([null, null, "full"]);
    expect(await full.flush()).toEqual({ taken: 2, refused: 0, waiting: 0, overflowed: 1 });
    expect(full.add(item(4))).toBeNull();

    const heavy = bufferTo([], { bytes: 10 });
    expect([4, 6, 1].map((bytes, id) => heavy.add(item(id, bytes)))).toEqual([null, null, "full"]);
    await heavy.flush();
    expect(heavy.add(item(3, 10))).toBeNull();
  });

  it("refuses an item that is too long for any batch", () => {
    expect(bufferTo([], { itemBytes: 5 }).add(item(1, 6))).toBe("too_large");
  });

  it("counts what was not taken for good", async () => {
    const buffer = bufferTo([() => Promise.resolve(3)]);
    for (const each of items(5)) buffer.add(each);
    expect(await buffer.flush()).toEqual({ taken: 3, refused: 2, waiting: 0, overflowed: 0 });
  });
});

describe("a batch that failed", () => {
  it("stays first, and is sent again after the time; more items do not hurry it", async () => {
    const buffer = bufferTo([failing()], { batchItems: 2 });
    for (const each of items(6)) buffer.add(each);
    await vi.advanceTimersByTimeAsync(0);
    expect(buffer.batches).toEqual([[0, 1]]);
    buffer.add(item(6));
    await vi.advanceTimersByTimeAsync(4999);
    expect(buffer.batches).toEqual([[0, 1]]);
    await vi.advanceTimersByTimeAsync(1);
    expect(buffer.batches).toEqual([[0, 1], [0, 1], [2, 3], [4, 5], [6]]);
  });

  it("waits for as long as the failure says", async () => {
    const buffer = bufferTo([failing(90_000)]);
    buffer.add(item(1));
    await vi.advanceTimersByTimeAsync(5000 + 89_999);
    expect(buffer.sizes()).toEqual([1]);
    await vi.advanceTimersByTimeAsync(1);
    expect(buffer.sizes()).toEqual([1, 1]);
  });

  it("is told to who asked for it, and does not wait when asked again", async () => {
    const buffer = bufferTo([failing(90_000)]);
    buffer.add(item(1));
    await expect(buffer.flush()).rejects.toThrow("down");
    expect(await buffer.flush()).toMatchObject({ taken: 1, waiting: 0 });
  });
});

it("flushes at the same time share what is under way", async () => {
  const buffer = bufferTo();
  buffer.add(item(1));
  const first = buffer.flush();
  buffer.add(item(2));
  const counts = await Promise.all([first, buffer.flush(), buffer.flush()]);
  expect(counts.map(({ taken }) => taken)).toEqual([2, 2, 2]);
  expect(buffer.batches).toEqual([[1], [2]]);
});

describe("closing", () => {
  it("sends what there is, takes nothing more, and leaves no timer", async () => {
    const buffer = bufferTo();
    for (const each of items(3)) buffer.add(each);
    await Promise.all([buffer.close(), buffer.close()]);
    expect(buffer.batches).toEqual([[0, 1, 2]]);
    expect(buffer.left).toEqual([]);
    expect(buffer.add(item(9))).toBe("closed");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends in bounded time, whatever sending does, and says what is left", async () => {
    const buffer = bufferTo([hanging]);
    for (const each of items(60)) buffer.add(each);
    const closing = buffer.close();
    await vi.advanceTimersByTimeAsync(5000);
    await closing;
    expect(buffer.left).toEqual(items(60).map(({ id }) => id));
    expect(vi.getTimerCount()).toBe(0);
  });

  it("sends nothing any more when the last batch ends late", async () => {
    let takeLate: (taken: number) => void = () => {};
    const late = new Promise<number>((resolve) => {
      takeLate = resolve;
    });
    const buffer = bufferTo([() => late]);
    for (const each of items(60)) buffer.add(each);
    const closing = buffer.close();
    await vi.advanceTimersByTimeAsync(5000);
    await closing;
    takeLate(50);
    await vi.advanceTimersByTimeAsync(0);
    expect(await buffer.flush()).toMatchObject({ taken: 50, waiting: 0 });
    expect(buffer.sizes()).toEqual([50]);
  });

  it("says what is left after a failure, and does not try again", async () => {
    const buffer = bufferTo([failing()]);
    for (const each of items(3)) buffer.add(each);
    await buffer.close();
    expect(buffer.left).toEqual([0, 1, 2]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

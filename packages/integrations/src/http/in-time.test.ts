import { getEventListeners } from "node:events";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { inTime } from "./in-time.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Never ends by itself, and fails with what ends it. */
const endless = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

it("gives what the work gives, and keeps neither a timer nor a listener", async () => {
  const { signal } = new AbortController();
  expect(await inTime({ milliseconds: 100, signal }, async () => 7)).toBe(7);
  expect([vi.getTimerCount(), getEventListeners(signal, "abort").length]).toEqual([0, 0]);
});

it("ends work that takes too long as a time-out", async () => {
  const { signal } = new AbortController();
  const working = expect(inTime({ milliseconds: 100, signal }, endless)).rejects.toMatchObject({
    name: "TimeoutError",
  });
  await vi.advanceTimersByTimeAsync(100);
  await working;
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

it("ends work with the reason of the signal, also when it was aborted before", async () => {
  const stop = new AbortController();
  const working = expect(inTime({ milliseconds: 100, signal: stop.signal }, endless)).rejects.toBe("enough");
  stop.abort("enough");
  await working;
  expect(vi.getTimerCount()).toBe(0);
  const begun = vi.fn(endless);
  await expect(inTime({ milliseconds: 100, signal: stop.signal }, begun)).rejects.toBe("enough");
  expect(begun).not.toHaveBeenCalled();
});

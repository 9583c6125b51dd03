import { describe, expect, it } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

const now = Date.parse("2026-01-02T03:04:05Z");
const inSeconds = (seconds: number) => new Date(now + 1000 * seconds);

describe("how long a vendor wants to be left alone", () => {
  it.each([
    ["seconds", { "retry-after": "120" }, 120_000],
    ["a part of a second", { "retry-after": "0.25" }, 250],
    ["no time", { "retry-after": "0" }, 0],
    ["an HTTP date", { "retry-after": inSeconds(30).toUTCString() }, 30_000],
    ["an HTTP date that is over", { "retry-after": inSeconds(-30).toUTCString() }, 0],
    [
      "an HTTP date of a clock that is an hour ahead",
      { date: inSeconds(3600).toUTCString(), "retry-after": inSeconds(3610).toUTCString() },
      10_000,
    ],
    ["the time of the reset", { "x-ratelimit-reset": String(now / 1000 + 7) }, 7000],
    [
      "the time of the reset by a clock that is an hour behind",
      { date: inSeconds(-3600).toUTCString(), "x-ratelimit-reset": String(now / 1000 - 3593) },
      7000,
    ],
    ["both, of which the first counts", { "retry-after": "1", "x-ratelimit-reset": String(now / 1000 + 7) }, 1000],
    ["nothing", {}, null],
    ["what cannot be read", { "retry-after": "soon", "x-ratelimit-reset": "later" }, null],
  ])("is read from %s", (_, headers, expected) => {
    expect(retryAfterMs(headers, now)).toBe(expected);
  });
});

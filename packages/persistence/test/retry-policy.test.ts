import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failureText } from "../src/outbox/failure-text.ts";
import { defaultRetryPolicy, retryDelay } from "../src/outbox/retry-policy.ts";

describe("the wait after a failed attempt", () => {
  it("doubles up to the longest one, and is at least half of it", () => {
    const longest = [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600].map((seconds) => seconds * 1000);
    for (const [index, most] of longest.entries()) {
      expect(retryDelay(defaultRetryPolicy, index + 1, 0)).toBe(most / 2);
      expect(retryDelay(defaultRetryPolicy, index + 1, 0.5)).toBe((most * 3) / 4);
    }
  });

  it("stays within its bounds", () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), random, (attempt, share) => {
        const delay = retryDelay(defaultRetryPolicy, attempt, share);
        expect(delay).toBeGreaterThanOrEqual(defaultRetryPolicy.firstDelayMilliseconds / 2);
        expect(delay).toBeLessThanOrEqual(defaultRetryPolicy.longestDelayMilliseconds);
      }),
    );
  });
});

describe("what is kept of a failure", () => {
  it.each([
    ["connect ECONNREFUSED 127.0.0.1:6379", "connect ECONNREFUSED 127.0.0.1:6379"],
    ["redis://:hunter2@cache:6379 refused", "redis://:***@cache:6379 refused"],
    ["401 for Authorization: Bearer abc.def", "401 for Authorization: Bearer ***"],
    ['{"api_key": "abc"}', '{"api_key": ***'],
    ["password=abc secret:def", "password=*** secret:***"],
    ["a\0b\ud800", "ab\ufffd"],
    ["", "failed without a message"],
  ])("of %j is %j", (said, kept) => {
    expect(failureText(new Error(said))).toBe(kept);
  });

  it("is at most 500 characters long, whatever was thrown", () => {
    expect(failureText("x".repeat(10_000))).toBe("x".repeat(500));
    expect(failureText(`${"x".repeat(499)}😀`)).toHaveLength(500);
    expect(failureText(undefined)).toBe("undefined");
  });
});

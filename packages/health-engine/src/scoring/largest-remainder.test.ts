import fc from "fast-check";
import { expect, test } from "vitest";
import { evenly } from "../../test/evenly.ts";
import { runs } from "../../test/runs.ts";
import { largestRemainder } from "./largest-remainder.ts";

test("the largest remainders are rounded up", () => {
  // Floors 20 + 33 + 46 = 99; one point is left for the .9.
  expect(largestRemainder([20.3, 33.9, 46.3], 100)).toEqual([20, 34, 46]);
});

test("of equal remainders the earlier is rounded up", () => {
  expect(largestRemainder([0.5, 0.5, 1], 2)).toEqual([1, 0, 1]);
});

test("a negative part is rounded down first", () => {
  // 60.5 + 20.3 - 31.8 = 49; floors 60 + 20 - 32 = 48; one point is left for the .5 of the first.
  expect(largestRemainder([60.5, 20.3, -31.8], 49)).toEqual([61, 20, -32]);
});

test("the parts sum to the rounded total, each within one of its own", () => {
  const parts = fc.array(evenly(-100, 100), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(parts, (numbers) => {
      const total = Math.round(numbers.reduce((sum, number) => sum + number, 0)) + 0;
      const shown = largestRemainder(numbers, total);
      expect(shown.reduce((sum, number) => sum + number, 0)).toBe(total);
      for (const [index, number] of numbers.entries())
        expect(Math.abs((shown[index] ?? 0) - number)).toBeLessThanOrEqual(1);
    }),
    runs,
  );
});

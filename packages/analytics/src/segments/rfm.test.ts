import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fifthsOf } from "./fifths.ts";
import { rfm, rfmGroups } from "./rfm.ts";

const numbers = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 80 });

describe("fifths", () => {
  it("divide ten different values into five pairs", () => {
    expect(fifthsOf([10, 20, 30, 40, 50, 60, 70, 80, 90, 100])).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  });

  it("give equal values the fifth of their middle", () => {
    // Below and half of the equal ones, of eight: 1.5, 3.5, 6: 0.1875, 0.4375 and 0.75 of the way.
    expect(fifthsOf([7, 1, 7, 1, 5, 7, 1, 7])).toEqual([4, 1, 4, 1, 3, 4, 1, 4]);
    expect(fifthsOf([4, 4, 4])).toEqual([3, 3, 3]);
    expect(fifthsOf([4])).toEqual([3]);
    expect(fifthsOf([])).toEqual([]);
  });

  it("rise with the value and do not depend on the order or the unit", () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 9 }), (values, unit) => {
        const fifths = fifthsOf(values);
        expect(fifthsOf(values.map((value) => value * unit))).toEqual(fifths);
        expect(fifthsOf(values.toReversed())).toEqual(fifths.toReversed());
        const ordered = values.map((value, index) => ({ value, fifth: fifths[index] ?? 0 }));
        ordered.sort((a, b) => a.value - b.value || a.fifth - b.fifth);
        for (const [index, { value, fifth }] of ordered.entries()) {
          const next = ordered[index + 1];
          if (next) expect(next.value === value ? next.fifth === fifth : next.fifth >= fifth).toBe(true);
        }
      }),
    );
  });

  it("hold a fifth of the values each when all differ", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { minLength: 5, maxLength: 200 }), (values) => {
        const fifths = fifthsOf(values);
        for (const fifth of [1, 2, 3, 4, 5]) {
          const size = fifths.filter((each) => each === fifth).length;
          expect(Math.abs(size - values.length / 5)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe("RFM", () => {
  it("scores and groups ten accounts as worked out by hand", () => {
    const accounts = [
      { recency: 0, frequency: 28, monetary: 100 }, // R5 F5 M5
      { recency: 1, frequency: 26, monetary: 90 }, // R5 F5 M5
      { recency: 2, frequency: 4, monetary: 20 }, // R4 F1 M1
      { recency: 3, frequency: 16, monetary: 50 }, // R4 F3 M3
      { recency: 4, frequency: 18, monetary: 60 }, // R3 F3 M3
      { recency: 5, frequency: 2, monetary: 10 }, // R3 F1 M1
      { recency: 20, frequency: 24, monetary: 80 }, // R2 F4 M4
      { recency: 21, frequency: 22, monetary: 40 }, // R2 F4 M2
      { recency: 50, frequency: 8, monetary: 30 }, // R1 F2 M2
      { recency: 60, frequency: 12, monetary: 70 }, // R1 F2 M4
    ];
    expect(
      rfm(accounts).map(({ recency, frequency, monetary, group }) => `${recency}${frequency}${monetary} ${group}`),
    ).toEqual([
      "555 champions",
      "555 champions",
      "411 promising",
      "433 loyal",
      "333 loyal",
      "311 needs_attention",
      "244 cannot_lose",
      "242 slipping",
      "122 hibernating",
      "124 slipping",
    ]);
  });

  it("puts every account into one of the groups, whatever the order", () => {
    const account = fc.record({ recency: fc.nat(400), frequency: fc.nat(28), monetary: fc.nat(1000) });
    fc.assert(
      fc.property(fc.array(account, { maxLength: 60 }), (accounts) => {
        const scores = rfm(accounts);
        expect(scores).toHaveLength(accounts.length);
        for (const { group } of scores) expect(rfmGroups).toContain(group);
        expect(rfm(accounts.toReversed())).toEqual(scores.toReversed());
      }),
    );
  });

  it("never groups an account worse for being better in everything", () => {
    const best = { recency: 0, frequency: 29, monetary: 1001 };
    const account = fc.record({
      recency: fc.integer({ min: 1, max: 400 }),
      frequency: fc.nat(28),
      monetary: fc.nat(1000),
    });
    fc.assert(
      fc.property(fc.array(account, { minLength: 4, maxLength: 60 }), (accounts) => {
        expect(rfm([best, ...accounts])[0]?.group).toBe("champions");
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csmLoads } from "./csm-loads.ts";
import { fillTiers } from "./fill-tiers.ts";

const tiers = [
  { tier: "high", minimumValue: 500, capacity: 2 },
  { tier: "mid", minimumValue: 100, capacity: null },
  { tier: "digital", minimumValue: null, capacity: null },
] as const;

describe("filling tiers", () => {
  it("takes the most valuable first, and puts who finds no room one lower", () => {
    const values = { a: 500, b: 900, c: 499, d: 700, e: 100, f: 99, g: 0 };
    const tierOf = fillTiers(
      Object.entries(values).map(([id, value]) => ({ id, value })),
      tiers,
    );
    expect(Object.fromEntries(tierOf)).toEqual({
      b: "high",
      d: "high",
      a: "mid",
      c: "mid",
      e: "mid",
      f: "digital",
      g: "digital",
    });
  });

  it("decides between equal values by the id", () => {
    const equal = ["z", "m", "a"].map((id) => ({ id, value: 800 }));
    expect([...fillTiers(equal, tiers)]).toEqual([
      ["a", "high"],
      ["m", "high"],
      ["z", "mid"],
    ]);
    expect(fillTiers([], tiers)).toEqual(new Map());
  });

  it("puts everybody somewhere, nobody above who is worth more, and never more than fit", () => {
    const accounts = fc.array(fc.nat(1000), { maxLength: 60 });
    const limits = fc.record({ minimum: fc.nat(1000), first: fc.nat(10), second: fc.option(fc.nat(10)) });
    fc.assert(
      fc.property(accounts, limits, (values, { minimum, first, second }) => {
        const order = [
          { tier: "high", minimumValue: minimum, capacity: first },
          { tier: "mid", minimumValue: Math.floor(minimum / 2), capacity: second },
          { tier: "digital", minimumValue: null, capacity: null },
        ] as const;
        const given = values.map((value, index) => ({ id: String(index), value }));
        const tierOf = fillTiers(given, order);
        expect(tierOf.size).toBe(given.length);
        const rank = ({ id }: { id: string }) => order.findIndex(({ tier }) => tier === tierOf.get(id));
        for (const { capacity, minimumValue, tier } of order) {
          const own = given.filter(({ id }) => tierOf.get(id) === tier);
          expect(own.length).toBeLessThanOrEqual(capacity ?? given.length);
          for (const { value } of own) expect(value).toBeGreaterThanOrEqual(minimumValue ?? 0);
        }
        const ordered = given.toSorted((a, b) => b.value - a.value || rank(a) - rank(b));
        for (const [index, account] of ordered.entries()) {
          const next = ordered[index + 1];
          if (next) expect(rank(account)).toBeLessThanOrEqual(rank(next));
        }
      }),
    );
  });
});

describe("the load of managers", () => {
  it("is the sum over tiers of accounts by how many fill one", () => {
    const covered = (csm: string, tier: string, count: number) => Array.from({ length: count }, () => ({ csm, tier }));
    const accounts = [...covered("Ann", "high", 6), ...covered("Ann", "mid", 30), ...covered("Ben", "digital", 500)];
    expect(
      csmLoads(
        accounts,
        new Map([
          ["high", 10],
          ["mid", 60],
        ]),
      ),
    ).toEqual([
      // 6 / 10 + 30 / 60
      { csm: "Ann", accounts: 36, byTier: { high: 6, mid: 30 }, load: 1.1 },
      { csm: "Ben", accounts: 500, byTier: { digital: 500 }, load: 0 },
    ]);
    expect(csmLoads([], new Map())).toEqual([]);
  });
});

import { expect, test } from "vitest";
import { RandomStream } from "./random-stream.ts";

const stream = (name: string, account = 3, seed = 7) => new RandomStream({ seed, account, name });

test("words are those of a separate Python program", () => {
  const usage = stream("usage");
  const words = Array.from({ length: 8 }, () => usage.word());
  expect(words).toEqual([
    0x25ed67ff, 0x464e4cac, 0x047d7309, 0xfaa16494, 0x4a308b39, 0xb82b7fd6, 0x6a6f6b3f, 0xca952ce6,
  ]);
  expect(stream("usage").uniform()).toBe(0.1481537816580385);
});

test("a seed above 2^32 counts in full", () => {
  const large = stream("usage", 3, 2 ** 40 + 5);
  expect([large.word(), large.word()]).toEqual([0x16252ec5, 0x5ef30b53]);
});

test("seed, account and name each give another stream", () => {
  const firsts = [stream("a"), stream("b"), stream("a", 4), stream("a", 3, 8)].map((random) => random.word());
  expect(new Set(firsts).size).toBe(4);
});

test.each([
  [
    "within a stream",
    () => {
      const random = stream("uniformity");
      return () => random.uniform();
    },
  ],
  [
    "across accounts",
    () => {
      let account = 0;
      return () => stream("uniformity", account++).uniform();
    },
  ],
])("uniform %s by chi-square over 100 cells", (_, source) => {
  const draw = source();
  const cells = new Array<number>(100).fill(0);
  for (let count = 0; count < 100_000; count += 1) {
    const cell = Math.floor(draw() * 100);
    cells[cell] = (cells[cell] ?? 0) + 1;
  }
  const chiSquare = cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  // 99 degrees of freedom: 0.1 % lie below 60, 0.1 % above 149.
  expect(chiSquare).toBeGreaterThan(60);
  expect(chiSquare).toBeLessThan(149);
});

test("normal, waiting and poisson have their moments", () => {
  const random = stream("moments");
  const mean = (draw: () => number) =>
    Array.from({ length: 20_000 }, draw).reduce((sum, value) => sum + value) / 20_000;
  expect(mean(() => random.normal())).toBeCloseTo(0, 1);
  expect(mean(() => random.normal() ** 2)).toBeCloseTo(1, 1);
  expect(mean(() => random.waiting(3)) / 3).toBeCloseTo(1, 1);
  expect(mean(() => random.poisson(0.7))).toBeCloseTo(0.7, 1);
});

test("integer includes both bounds, and a weight of 0 is never drawn", () => {
  const random = stream("bounds");
  const dice = new Set(Array.from({ length: 500 }, () => random.integer(1, 6)));
  expect([...dice].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  const weighted = Array.from({ length: 500 }, () =>
    random.weighted([
      ["never", 0],
      ["rare", 1],
      ["often", 9],
    ] as const),
  );
  const counts = Object.groupBy(weighted, (item) => item);
  expect(counts.never).toBeUndefined();
  expect((counts.rare?.length ?? 0) / 500).toBeCloseTo(0.1, 1);
});

test("shuffled keeps the items; picking from nothing throws", () => {
  const random = stream("lists");
  const items = [1, 2, 3, 4, 5];
  expect(random.shuffled(items).sort()).toEqual(items);
  expect(() => random.pick([])).toThrow(RangeError);
});

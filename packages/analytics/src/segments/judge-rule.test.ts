import type { SegmentRule } from "@cs/models";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FactReading, ReadFact } from "./fact-reading.ts";
import { judgeRule } from "./judge-rule.ts";

const reading = (value: number | string | null): FactReading =>
  value === null ? { value, reason: "not delivered" } : { value, reason: null };
const reader =
  (facts: Readonly<Record<string, number | string | null>>): ReadFact =>
  (fact) =>
    reading(facts[fact] ?? null);

/** A condition that holds, fails or is unknown. */
const part = (holds: boolean | null): SegmentRule =>
  holds === null ? { fact: "nothing", op: ">", value: 0 } : { fact: "one", op: holds ? "=" : "!=", value: 1 };
const holds = (rule: SegmentRule) => judgeRule(rule, reader({ one: 1 })).holds;
const values = [true, null, false] as const;

describe("a rule in three values", () => {
  it("has the truth tables of Kleene's strong connectives", () => {
    const table = (combine: (left: SegmentRule, right: SegmentRule) => SegmentRule) =>
      values.map((left) => values.map((right) => holds(combine(part(left), part(right)))));
    expect(table((left, right) => ({ all: [left, right] }))).toEqual([
      [true, null, false],
      [null, null, false],
      [false, false, false],
    ]);
    expect(table((left, right) => ({ any: [left, right] }))).toEqual([
      [true, true, true],
      [true, null, null],
      [true, null, false],
    ]);
    expect(values.map((value) => holds({ not: part(value) }))).toEqual([false, null, true]);
  });

  it("names the facts that would decide it, and only those", () => {
    const unknown = (fact: string): SegmentRule => ({ fact, op: ">=", value: 1 });
    const judge = (rule: SegmentRule) => judgeRule(rule, reader({ one: 1 }));
    expect(judge({ all: [unknown("a"), { any: [unknown("b"), part(true)] }, { not: unknown("a") }] })).toEqual({
      holds: null,
      missing: [{ fact: "a", reason: "not delivered" }],
    });
    expect(judge({ all: [unknown("a"), part(false)] })).toEqual({ holds: false, missing: [] });
  });

  it.each([
    ["=", "smb", true],
    ["=", "startup", false],
    ["!=", "startup", true],
    ["in", ["smb", "startup"], true],
    ["in", ["startup"], false],
    [">", "a", false],
    ["known", null, true],
    ["unknown", null, false],
  ] as const)("compares a text: smb %s %j is %s", (op, value, expected) => {
    expect(judgeRule({ fact: "segment", op, value }, reader({ segment: "smb" })).holds).toBe(expected);
  });

  it.each([
    ["<", [true, false, false]],
    ["<=", [true, true, false]],
    [">", [false, false, true]],
    [">=", [false, true, true]],
    ["=", [false, true, false]],
  ] as const)("compares a number: 1, 2 and 3 %s 2 are %j", (op, expected) => {
    expect([1, 2, 3].map((n) => judgeRule({ fact: "n", op, value: 2 }, reader({ n })).holds)).toEqual(expected);
  });

  it("can ask whether a fact is known, which is never unknown", () => {
    const judge = (op: "known" | "unknown") => judgeRule({ fact: "a", op, value: null }, reader({})).holds;
    expect([judge("known"), judge("unknown")]).toEqual([false, true]);
  });
});

const names = ["a", "b", "c"];
const condition = fc.record({
  fact: fc.constantFrom(...names),
  op: fc.constantFrom("<", ">=", "=", "!=", "<=", ">"),
  value: fc.integer({ min: 0, max: 3 }),
});
const { rule } = fc.letrec<{ rule: SegmentRule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    condition,
    fc.record({ all: fc.array(tie("rule"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("rule"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie("rule") }),
  ),
}));
const known = fc.integer({ min: 0, max: 3 });
const complete = fc.record({ a: known, b: known, c: known });
const hidden = fc.record({ a: fc.boolean(), b: fc.boolean(), c: fc.boolean() });

/** The same rule in JavaScript's own logic, for accounts of which everything is known. */
function plainly(given: SegmentRule, facts: Readonly<Record<string, number>>): boolean {
  if ("all" in given) return given.all.every((each) => plainly(each, facts));
  if ("any" in given) return given.any.some((each) => plainly(each, facts));
  if ("not" in given) return !plainly(given.not, facts);
  const [value, wanted] = [facts[given.fact] ?? Number.NaN, Number(given.value)];
  const compare: Record<string, boolean> = {
    "<": value < wanted,
    "<=": value <= wanted,
    ">": value > wanted,
    ">=": value >= wanted,
    "=": value === wanted,
    "!=": value !== wanted,
  };
  return compare[given.op] ?? false;
}

describe("any rule", () => {
  it("is ordinary logic where everything is known", () => {
    fc.assert(
      fc.property(rule, complete, (given, facts) => {
        expect(judgeRule(given, reader(facts))).toEqual({ holds: plainly(given, facts), missing: [] });
      }),
    );
  });

  it("never changes its mind when more becomes known, and names something to find out while it has none", () => {
    fc.assert(
      fc.property(rule, complete, hidden, (given, facts, without) => {
        const known = Object.entries(facts).filter(([name]) => !without[name as keyof typeof without]);
        const before = judgeRule(given, reader(Object.fromEntries(known)));
        if (before.holds === null) {
          expect(before.missing.length).toBeGreaterThan(0);
          for (const { fact } of before.missing) expect(known.map(([name]) => name)).not.toContain(fact);
        } else {
          expect(before.holds).toBe(plainly(given, facts));
          expect(before.missing).toEqual([]);
        }
      }),
    );
  });
});

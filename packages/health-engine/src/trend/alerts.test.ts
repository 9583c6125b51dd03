import type { HealthBand } from "@cs/models";
import { addDays } from "@cs/models";
import { describe, expect, test } from "vitest";
import { type AlertCondition, alerts } from "./alerts.ts";

const bandOf = (score: number): HealthBand =>
  score >= 90 ? "excellent" : score >= 70 ? "good" : score >= 50 ? "at_risk" : "critical";

/** Ten accounts that stay at 80, so that one account alone is no incident, and those given. */
function historyOf(rows: Record<string, readonly (number | null)[]>, steady = 10) {
  const length = Math.max(...Object.values(rows).map((row) => row.length));
  const all = { ...rows };
  for (let index = 0; index < steady; index++) all[`steady_${index}`] = Array(length).fill(80);
  return Array.from({ length }, (_, index) => ({
    day: addDays("2024-06-01", index),
    scores: Object.fromEntries(
      Object.entries(all).map(([clientId, row]) => {
        const score = row[index] ?? null;
        return [clientId, score === null ? null : { score, band: bandOf(score) }];
      }),
    ),
  }));
}

const bandDrop: AlertCondition = { kind: "band_drop" };
const drop10: AlertCondition = { kind: "score_drop", points: 10 };
const below50: AlertCondition = { kind: "below", threshold: 50 };
const daysOf = (result: ReturnType<typeof alerts>) => result.alerts.map(({ day, clientId }) => `${day} ${clientId}`);

describe("two consecutive periods", () => {
  test("a band drop fires on the second day, once", () => {
    const result = alerts({ history: historyOf({ a: [75, 65, 64, 64, 63] }), conditions: [bandDrop] });
    expect(result).toEqual({
      alerts: [
        {
          day: "2024-06-03",
          clientId: "a",
          condition: bandDrop,
          before: { score: 75, band: "good" },
          now: { score: 64, band: "at_risk" },
        },
      ],
      incidents: [],
    });
  });

  test("one bad day fires nothing", () => {
    const history = historyOf({ a: [75, 30, 75, 75, 30, 75] });
    expect(alerts({ history, conditions: [bandDrop, drop10, below50] }).alerts).toEqual([]);
  });

  test("a drop counts against the period before it, and must be more than the points", () => {
    const rows = { a: [80, 70, 70], b: [80, 69.9, 69.9], c: [80, 74, 68, 62], d: [80, 69, 72] };
    // a: exactly 10. b: 10.1 twice. c: day 3 has 6 and 12, day 4 (from 74) 6 and 12. d: 11, then 8.
    const result = alerts({ history: historyOf(rows, 30), conditions: [drop10] });
    expect(daysOf(result)).toEqual(["2024-06-03 b"]);
  });

  test("below fires at the beginning of a history, and again only after the account was above", () => {
    const rows = { a: [49, 48, 47, 51, 49, 49, 40], b: [50, 50, 50, 50, 50, 50, 50] };
    const result = alerts({ history: historyOf(rows), conditions: [below50] });
    expect(daysOf(result)).toEqual(["2024-06-02 a", "2024-06-06 a"]);
    expect(result.alerts[0]?.before).toBeNull();
  });

  test("a day without a score breaks the sequence", () => {
    const result = alerts({ history: historyOf({ a: [60, 49, null, 49, null] }), conditions: [below50] });
    expect(result.alerts).toEqual([]);
  });
});

describe("a data incident", () => {
  /** 20 accounts; the first `falling` of them follow `row`, the others stay at 80. */
  const portfolio = (falling: number, row: readonly number[]) =>
    historyOf(Object.fromEntries(Array.from({ length: falling }, (_, index) => [`f${index}`, row])), 20 - falling);

  test("15 % that move are none: 3 of 20", () => {
    const result = alerts({ history: portfolio(3, [80, 40, 40]), conditions: [below50] });
    expect(result.incidents).toEqual([]);
    expect(daysOf(result)).toEqual(["2024-06-03 f0", "2024-06-03 f1", "2024-06-03 f2"]);
  });

  test("more than 15 % are one, and a drop that is corrected never fires: 4 of 20", () => {
    const result = alerts({ history: portfolio(4, [80, 40, 80, 80]), conditions: [below50, bandDrop] });
    expect(result.alerts).toEqual([]);
    expect(result.incidents).toEqual([
      { kind: "data_incident", day: "2024-06-02", compared: 20, moved: 4, heldBack: [] },
      { kind: "data_incident", day: "2024-06-03", compared: 20, moved: 4, heldBack: [] },
    ]);
  });

  test("exactly 5 points are no move", () => {
    expect(alerts({ history: portfolio(20, [80, 75, 80]), conditions: [] }).incidents).toEqual([]);
  });

  test("from week to week accounts may move sqrt(7) times as far: 13.23 points", () => {
    const weekly = (score: number) => {
      const history = portfolio(20, [80, score]);
      return history.map((day, index) => ({ ...day, day: addDays("2024-06-01", 7 * index) }));
    };
    expect(alerts({ history: weekly(66.8), conditions: [] }).incidents).toEqual([]);
    expect(alerts({ history: weekly(66.7), conditions: [] }).incidents).toMatchObject([{ moved: 20 }]);
  });

  test("a drop that lasts fires after two normal days", () => {
    const result = alerts({ history: portfolio(4, [80, 40, 40, 40]), conditions: [bandDrop] });
    expect(result.incidents).toMatchObject([{ day: "2024-06-02" }]);
    expect(result.alerts).toHaveLength(4);
    expect(result.alerts[0]).toMatchObject({ day: "2024-06-04", before: { score: 80 }, now: { score: 40 } });
  });

  test("all alerts of the day are held back and listed, those of other accounts too", () => {
    const rows = { a: [80, 45, 45, 45], b: [80, 80, 60, 60], c: [80, 80, 60, 60], d: [80, 80, 60, 60] };
    // Day 2: 1 of 14 moves. Day 3: 3 of 14 (21 %). Day 4: none; a is confirmed there by days 2 and 4.
    const result = alerts({ history: historyOf(rows), conditions: [below50] });
    expect(result.incidents).toMatchObject([
      { day: "2024-06-03", compared: 14, moved: 3, heldBack: [{ clientId: "a", day: "2024-06-03" }] },
    ]);
    expect(daysOf(result)).toEqual(["2024-06-04 a"]);
  });
});

test("the order of days and accounts does not matter, and bad input is named", () => {
  const history = historyOf({ b: [75, 40, 40], a: [75, 40, 40] }, 20);
  const turned = history
    .map(({ day, scores }) => ({ day, scores: Object.fromEntries(Object.entries(scores).toReversed()) }))
    .toReversed();
  const conditions = [bandDrop];
  expect(alerts({ history: turned, conditions })).toEqual(alerts({ history, conditions }));
  expect(() => alerts({ history: [...history, ...history.slice(0, 1)], conditions })).toThrow("is there twice");
  expect(() => alerts({ history, conditions: [{ kind: "below", threshold: Number.NaN }] })).toThrow(
    expect.objectContaining({ field: "threshold" }),
  );
});

import type { Scorecard } from "@cs/models";
import { describe, expect, test } from "vitest";
import { asOf } from "../../test/scorecards.ts";
import { defaultScorecard } from "../scorecards/default-scorecard.ts";
import { type BatchInput, NO_DAY } from "./batch-input.ts";
import { scoreBatch } from "./score-batch.ts";

test("no accounts and no columns are fine", () => {
  const empty = scoreBatch({ scorecard: defaultScorecard, asOf, accounts: 0, columns: {}, explain: true });
  expect([empty.scores.length, empty.explanation?.contributions.length]).toEqual([0, 14]);
  const unknown = scoreBatch({ scorecard: defaultScorecard, asOf, accounts: 2, columns: {} });
  expect([...unknown.scores]).toEqual([Number.NaN, Number.NaN]);
  expect([...unknown.bands].map((code) => unknown.bandNames[code])).toEqual(["insufficient_data", "insufficient_data"]);
});

test("measures called like members of every object are missing unless they are given", () => {
  const [group] = defaultScorecard.groups;
  const odd: Scorecard = {
    ...defaultScorecard,
    caps: [],
    groups: group
      ? [{ ...group, measures: group.measures.map((each, i) => ({ ...each, measure: `constructor${i || ""}` })) }]
      : [],
  };
  const { coverage } = scoreBatch({ scorecard: odd, asOf, accounts: 1, columns: {} });
  expect([...coverage]).toEqual([0]);
});

describe("bad input is refused with the place and what to do", () => {
  const values = Float64Array.of(1, 2);
  const input: BatchInput = { scorecard: defaultScorecard, asOf, accounts: 2, columns: { usage_trend: { values } } };
  test.each([
    [{ asOf: "2024-02-30" }, "asOf", "Give a day that exists as YYYY-MM-DD."],
    [{ accounts: 1.5 }, "accounts", "Give a whole number, 0 or more."],
    [{ accounts: 3 }, "columns.usage_trend.values", "Give one place per account; NaN stands for a missing value."],
    [
      { columns: { usage_trend: { values, observedOn: Int32Array.of(NO_DAY) } } },
      "columns.usage_trend.observedOn",
      "Give one place per account; NaN stands for a missing value.",
    ],
    [
      { previousBands: new Uint8Array(1) },
      "previousBands",
      "Give one place per account; NaN stands for a missing value.",
    ],
    [
      { columns: { usage_trend: { values: Float64Array.of(0, -Infinity) } } },
      "columns.usage_trend.values[1]",
      "Give finite numbers, and NaN for a missing value.",
    ],
    [
      { columns: { open_p0_tickets: { values: Float64Array.of(Infinity, 0) } } },
      "columns.open_p0_tickets.values[0]",
      "Give finite numbers, and NaN for a missing value.",
    ],
  ])("%o", (change, field, hint) => {
    expect(() => scoreBatch({ ...input, ...change })).toThrow(
      expect.objectContaining({ code: "invalid_input", field, hint }),
    );
  });
});

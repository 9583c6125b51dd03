import type { ScoreOverride } from "@cs/models";
import { expect, test } from "vitest";
import { asOf, values } from "../../test/scorecards.ts";
import { defaultScorecard } from "../scorecards/default-scorecard.ts";
import { score } from "./score.ts";

const override: ScoreOverride = { score: 35, reason: "Merger announced", author: "dana", expiresOn: "2024-07-01" };
const observations = values(
  Object.fromEntries(defaultScorecard.groups.flatMap(({ measures }) => measures.map(({ measure }) => [measure, 0.7]))),
);

function run(given: ScoreOverride | undefined, data = observations) {
  return score({ scorecard: defaultScorecard, observations: data, asOf, override: given });
}

test("in force it is the score, beside what the data say, and all lines sum to it", () => {
  const [plain, overridden] = [run(undefined), run(override)];
  expect(overridden).toMatchObject({ score: 35, band: "critical", computedScore: plain.score });
  expect(overridden.override).toMatchObject({ ...override, points: 35 - (plain.score ?? 0) });
  expect([overridden.interval, overridden.provedBand]).toEqual([plain.interval, plain.provedBand]);
  const lines = [...overridden.contributions, ...overridden.capsFired, overridden.override];
  expect(Math.abs(lines.reduce((sum, line) => sum + (line?.points ?? 0), 0) - 35)).toBeLessThanOrEqual(1e-9);
  expect(lines.reduce((sum, line) => sum + (line?.shownPoints ?? 0), 0)).toBe(35);
  expect(overridden.inputHash).not.toBe(plain.inputHash);
});

test("in force it also stands where the data give no score, and says why they give none", () => {
  const result = run(override, {});
  expect(result).toMatchObject({ score: 35, band: "critical", computedScore: null, provedBand: "critical" });
  expect(result.reason).toMatch(/^no measure of the scorecard is known/);
  expect(result.override).toMatchObject({ points: 35, shownPoints: 35 });
});

test("from the day on which it expires it is ignored, and said so", () => {
  const expired = { ...override, expiresOn: asOf };
  const { inputHash: plainHash, ...plain } = run(undefined);
  const { inputHash, expiredOverride, ...rest } = run(expired);
  expect(rest).toStrictEqual(plain);
  expect(expiredOverride).toEqual(expired);
  expect(inputHash).not.toBe(plainHash);
});

test.each([
  [{ score: 101 }, "override.score", "Give a number from 0 to 100."],
  [{ score: Number.NaN }, "override.score", "Give a number from 0 to 100."],
  [{ reason: " " }, "override.reason", "Say in at most 500 characters why the computed score does not hold."],
  [{ author: "" }, "override.author", "Name who decided it, in at most 200 characters."],
  [{ expiresOn: "2024-02-30" }, "override.expiresOn", "Give the first day on which it no longer holds, as YYYY-MM-DD."],
  [{ colour: "red" }, "override", "Give { score, reason, author, expiresOn }."],
])("%o is refused", (change, field, hint) => {
  expect(() => run({ ...override, ...change })).toThrow(
    expect.objectContaining({ code: "invalid_input", field, hint }),
  );
});

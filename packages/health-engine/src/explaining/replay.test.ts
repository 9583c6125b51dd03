import type { HealthSnapshot } from "@cs/models";
import { describe, expect, test } from "vitest";
import { asOf, values } from "../../test/scorecards.ts";
import { defaultScorecard } from "../scorecards/default-scorecard.ts";
import { score } from "../scoring/score.ts";
import { replay } from "./replay.ts";

const input = {
  scorecard: { ...defaultScorecard, minimumCoverage: 0.2 },
  asOf,
  observations: values({ usage_trend: -0.1, champion_gone_days: 50, seat_utilisation: 0.8, tenure_days: 400 }),
};
/** As a database returns it: through JSON, keys in another order, with what a snapshot adds. */
const stored: HealthSnapshot = {
  snapshotId: "hsn_1",
  clientId: "cs_1",
  computedAt: "2024-07-01T00:00:00.000Z",
  ...JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(score(input)).toReversed()))),
};

describe("replay", () => {
  test("the same input gives the same JSON", () => {
    expect(replay({ ...input, stored })).toEqual({ identical: true });
  });

  test("an override and a held band are part of the input", () => {
    const override = { score: 75, reason: "Renewal signed", author: "csm", expiresOn: "2024-08-01" };
    const overridden = JSON.parse(JSON.stringify(score({ ...input, override })));
    expect(replay({ ...input, override, stored: overridden })).toEqual({ identical: true });
    expect(replay({ ...input, stored: overridden })).toMatchObject({ identical: false, field: "inputHash" });
  });

  test("one bit of one number is found and named", () => {
    // The champion: at 1.8 points the last bit is worth 2 ** -52.
    const contributions = stored.contributions.map((line, index) =>
      index === 4 ? { ...line, points: line.points + 2 ** -50 } : line,
    );
    expect(contributions[4]?.points).not.toBe(stored.contributions[4]?.points);
    expect(replay({ ...input, stored: { ...stored, contributions } })).toEqual({
      identical: false,
      field: "contributions[4].points",
      stored: contributions[4]?.points,
      recomputed: stored.contributions[4]?.points,
    });
  });

  test("another input is told by its hash, before the score it leads to", () => {
    const observations = { ...input.observations, ...values({ usage_trend: 0.2 }) };
    expect(replay({ ...input, observations, stored })).toMatchObject({ field: "inputHash", stored: stored.inputHash });
  });

  test("a field that a side lacks is a difference", () => {
    const { provedBand: _, ...without } = stored;
    expect(replay({ ...input, stored: without as HealthSnapshot })).toEqual({
      identical: false,
      field: "provedBand",
      stored: undefined,
      recomputed: stored.provedBand,
    });
    const evidence = [{ ...stored.capsFired[0], note: "by hand" }];
    expect(replay({ ...input, stored: { ...stored, capsFired: evidence } as HealthSnapshot })).toMatchObject({
      field: "capsFired[0].note",
      stored: "by hand",
    });
  });
});

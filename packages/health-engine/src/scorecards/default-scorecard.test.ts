import { describe, expect, test } from "vitest";
import { asOf, values } from "../../test/scorecards.ts";
import { measureIds } from "../measures/index.ts";
import { score } from "../scoring/score.ts";
import { defaultScorecard } from "./default-scorecard.ts";
import { parseScorecard } from "./parse-scorecard.ts";

describe("the default scorecard", () => {
  test("parses, with registered measures only, and has the published weights", () => {
    expect(parseScorecard(defaultScorecard, { knownMeasures: measureIds })).toEqual(defaultScorecard);
    expect(defaultScorecard.groups.map(({ id, weight }) => [id, weight])).toEqual([
      ["usage", 0.3],
      ["engagement", 0.2],
      ["adoption", 0.15],
      ["support", 0.15],
      ["feedback", 0.1],
      ["payment_renewal", 0.1],
    ]);
    const inside = defaultScorecard.groups.slice(0, 3).map(({ measures }) => measures);
    expect(inside.map((each) => each.map(({ measure, weight }) => [measure, weight]))).toEqual([
      [
        ["active_days_28", 3],
        ["usage_trend", 1],
        ["usage_recency_days", 1],
      ],
      [
        ["seat_utilisation", 2],
        ["champion_gone_days", 1],
      ],
      [["features_used_90", 1]],
    ]);
    expect(defaultScorecard.caps.map(({ id, maximum }) => [id, maximum])).toEqual([
      ["notice_served", 29],
      ["champion_gone", 49],
      ["invoice_overdue", 49],
      ["open_p0", 49],
      ["low_seat_use", 59],
    ]);
  });

  const run = (numbers: Record<string, number>) =>
    score({ scorecard: defaultScorecard, observations: values(numbers), asOf });
  const healthy = {
    active_days_28: 20, // 100 points x .18
    usage_trend: 0, // 80 x .06
    usage_recency_days: 0, // 100 x .06
    seat_utilisation: 0.9, // 100 x .2 x 2/3
    champion_gone_days: 0, // 100 x .2 x 1/3
    features_used_90: 5, // 70 x .15
    tickets_per_100_seats_90: 5, // 100 x .075
    escalated_share_180: 0.1, // 70 x .0375
    first_reply_minutes_median_180: 480, // 70 x .0375
    csat_share_365: 0.8, // 75 x .05
    nps_mean_365: 9, // 95 x .05
    invoice_overdue_days: 0, // 100 x .05
    auto_renew_share: 1, // 100 x .025
    arr_change_365: 0, // 75 x .025
    churn_notice_served: 0,
    open_p0_tickets: 0,
    tenure_days: 700,
  };

  test("calls a steady account good", () => {
    // 18 + 4.8 + 6 + (13.33 + 6.67 = 20) + 10.5 + 7.5 + 2.625 + 2.625 + 3.75 + 4.75 + 5 + 2.5 + 1.875 = 89.925
    expect(run(healthy)).toMatchObject({ score: 89.925, band: "good", provedBand: "good", capsFired: [] });
  });

  test.each([
    [{ churn_notice_served: 1 }, "notice_served", 29],
    [{ champion_gone_days: 45 }, "champion_gone", 49],
    [{ invoice_overdue_days: 61 }, "invoice_overdue", 49],
    [{ open_p0_tickets: 1 }, "open_p0", 49],
    [{ seat_utilisation: 0.49 }, "low_seat_use", 59],
  ])("%o fires %s", (change, id, maximum) => {
    const result = run({ ...healthy, ...change });
    expect(result.capsFired.map((fired) => fired.id)).toEqual([id]);
    expect(result.score).toBe(maximum);
  });

  test("lets 44 days without a champion, 60 days overdue and an early roll-out pass", () => {
    const result = run({
      ...healthy,
      champion_gone_days: 44,
      invoice_overdue_days: 60,
      seat_utilisation: 0.2,
      tenure_days: 179,
    });
    expect(result.capsFired).toEqual([]);
  });

  test("says nothing about an account of which only the use is known", () => {
    const { usage_trend, usage_recency_days, active_days_28 } = healthy;
    const result = run({ usage_trend, usage_recency_days, active_days_28 });
    expect(result).toMatchObject({ score: null, band: "insufficient_data" });
    expect(result.reason).toMatchInlineSnapshot(
      `"30 % of the weight is covered, 70 % is needed; missing: features_used_90 (15 %, no observation was given), seat_utilisation (13.3 %, no observation was given), tickets_per_100_seats_90 (7.5 %, no observation was given), champion_gone_days (6.6 %, no observation was given), csat_share_365 (5 %, no observation was given) and 6 more"`,
    );
  });
});

import { dayNumber } from "@cs/models";
import { expect, test } from "vitest";
import { resolveOptions } from "../options/resolve-options.ts";
import { accountWorld } from "./account-world.ts";
import { activityShare } from "./activity.ts";
import type { Departure } from "./departure.ts";
import { seasonFactor } from "./season.ts";

const drawn = accountWorld(resolveOptions({ accounts: 1, seed: 1, asOf: "2025-06-30" }), 0);

// By hand from parameters.ts: summer 0.82 from 10 July to 20 August, year's end 0.45 from 22 December to 2 January,
// weekends 0.12.
test.each([
  ["2025-03-12", "a Wednesday", 1],
  ["2025-03-15", "a Saturday", 0.12],
  ["2025-07-09", "the last Wednesday before summer", 1],
  ["2025-07-10", "a Thursday in summer", 0.82],
  ["2025-08-17", "a Sunday in summer", 0.0984],
  ["2025-12-24", "a Wednesday at the year's end", 0.45],
  ["2026-01-02", "the last Friday of the year's end", 0.45],
  ["2026-01-05", "the Monday after", 1],
])("%s, %s, has a factor of %d", (date, _, factor) => {
  expect(seasonFactor(dayNumber(date))).toBeCloseTo(factor, 12);
});

// By hand: from 0.15 to 1 in 84 days; from 1 to 0.35 between the decision on day 400 and the end on day 500.
test.each([
  [0, 0.15],
  [42, 0.575],
  [84, 1],
  [399, 1],
  [400, 1],
  [450, 0.675],
  [500, 0.35],
])("on day %i of an account that leaves after 500 days the share of its activity is %d", (day, share) => {
  const departure: Departure = {
    type: "non_renewal",
    decidedOn: 400,
    noticeOn: 420,
    effectiveOn: 500,
    reason: "other",
  };
  const world = { ...drawn, identity: { ...drawn.identity, since: 0 }, departure };
  expect(activityShare(world, day)).toBeCloseTo(share, 12);
});

import { daysWithout } from "../observing/days-without.ts";
import { defineMeasure } from "../observing/define-measure.ts";

/** Days since the last champion left and nobody took over; 0 while one is there. Missing after a year without one. */
export const championGoneDays = defineMeasure({
  id: "champion_gone_days",
  label: "Days without a champion",
  unit: "days",
  description:
    "Days since the last champion departed; 0 while one is there. " +
    "Unknown when there never was one, or the last left more than 365 days ago.",
  needs: ["contacts"],
  windowDays: null,
  observe: (facts, until) => daysWithout("champion", facts, until),
});

import { daysWithout, defineMeasure } from "@cs/health-engine";

/** Days without an economic buyer, by the rule of days without a champion. No scorecard names it. */
export const sponsorGoneDays = defineMeasure({
  id: "sponsor_gone_days",
  label: "Days without an economic buyer",
  unit: "days",
  description:
    "Days since the last economic buyer departed; 0 while one is there. " +
    "Unknown when there never was one, or the last left more than 365 days ago.",
  needs: ["contacts"],
  windowDays: null,
  observe: (facts, until) => daysWithout("economic_buyer", facts, until),
});

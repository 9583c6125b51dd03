import { daysBetween } from "@cs/models";
import { defineMeasure } from "../observing/define-measure.ts";
import { latestDay } from "../observing/extreme-days.ts";
import { missing, observed } from "../observing/observation.ts";

/** Days since the last champion left and nobody took over; 0 while one is there. */
export const championGoneDays = defineMeasure({
  id: "champion_gone_days",
  label: "Days without a champion",
  unit: "days",
  description: "Days since the last champion departed; 0 while one is there. Unknown when there never was one.",
  needs: ["contacts"],
  windowDays: null,
  observe({ contacts, asOf }, until) {
    const champions = contacts.filter(({ roles }) => roles.includes("champion"));
    if (champions.length === 0) return missing("no champion was ever known");
    const departures = champions.flatMap(({ departedOn }) =>
      departedOn !== null && departedOn <= asOf ? departedOn : [],
    );
    const last = latestDay(departures);
    if (last === null || departures.length < champions.length) return observed(0, until);
    return observed(daysBetween(last, asOf), until);
  },
});

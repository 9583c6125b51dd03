import { defineMeasure } from "../observing/define-measure.ts";
import { latestDay } from "../observing/extreme-days.ts";
import { inWindow } from "../observing/in-window.ts";
import { missing, observed } from "../observing/observation.ts";

/** Share of CSAT answers of 4 or 5 on the scale of 5, 0-1. Formula: domain.md. */
export const csatShare365 = defineMeasure({
  id: "csat_share_365",
  label: "CSAT in 365 days",
  unit: "share",
  description: "Share of the CSAT answers of the last 365 days that are 4 or 5 of 5. Unknown without answers.",
  needs: ["surveyResponses"],
  windowDays: 365,
  observe({ surveys, asOf }) {
    const answers = inWindow(surveys, { asOf, days: 365, dayOf: ({ respondedOn }) => respondedOn }).filter(
      ({ kind }) => kind === "csat",
    );
    const lastDay = latestDay(answers.map(({ respondedOn }) => respondedOn));
    if (lastDay === null) return missing("no CSAT answer in 365 days");
    return observed(answers.filter(({ score }) => score >= 4).length / answers.length, lastDay);
  },
});

import { defineMeasure } from "../observing/define-measure.ts";
import { latestDay } from "../observing/extreme-days.ts";
import { inWindow } from "../observing/in-window.ts";
import { missing, observed } from "../observing/observation.ts";
import { sumOf } from "../observing/sum-of.ts";

/** Mean answer, 0-10, to the recommendation question. Not an NPS: one account has too few answers for one. */
export const npsMean365 = defineMeasure({
  id: "nps_mean_365",
  label: "Mean recommendation answer in 365 days (not an NPS)",
  unit: "answer",
  description:
    "Mean of the answers (0-10) to the recommendation question in the last 365 days. Unknown without answers.",
  needs: ["surveyResponses"],
  windowDays: 365,
  observe({ surveys, asOf }) {
    const answers = inWindow(surveys, { asOf, days: 365, dayOf: ({ respondedOn }) => respondedOn }).filter(
      ({ kind }) => kind === "nps",
    );
    const lastDay = latestDay(answers.map(({ respondedOn }) => respondedOn));
    if (lastDay === null) return missing("no recommendation answer in 365 days");
    return observed(sumOf(answers, ({ score }) => score) / answers.length, lastDay);
  },
});

import { daysBetween, optOutDeadline } from "@cs/models";
import { activeOn } from "../observing/active-on.ts";
import { defineMeasure } from "../observing/define-measure.ts";
import { earliestDay } from "../observing/extreme-days.ts";
import { missing, observed } from "../observing/observation.ts";

/** Days to the earliest opt-out deadline of the active contracts; negative once it has passed. Formula: domain.md. */
export const daysToOptOut = defineMeasure({
  id: "days_to_opt_out",
  label: "Days to the opt-out deadline",
  unit: "days",
  description:
    "Days to the last day on which notice is in time (renewal date minus notice days), earliest contract first.",
  needs: ["contracts"],
  windowDays: null,
  observe({ contracts, asOf }, until) {
    const deadline = earliestDay(activeOn(contracts, asOf).flatMap((contract) => optOutDeadline(contract) ?? []));
    if (deadline === null) return missing("no active contract has both a renewal date and notice days");
    return observed(daysBetween(asOf, deadline), until);
  },
});

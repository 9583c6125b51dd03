import { daysBetween } from "@cs/models";
import { defineMeasure } from "../observing/define-measure.ts";
import { earliestDay } from "../observing/extreme-days.ts";
import { missing, observed } from "../observing/observation.ts";

/** Days as a customer: since `customerSince`, else since the first contract or subscription began. */
export const tenureDays = defineMeasure({
  id: "tenure_days",
  label: "Days as a customer",
  unit: "days",
  description: "Days since the account became a customer, or since its first contract or subscription began.",
  // A start day never gets out of date, so no feed has to be recent.
  needs: [],
  windowDays: null,
  observe({ customerSince, contracts, subscriptions, asOf }) {
    const since = customerSince ?? earliestDay([...contracts, ...subscriptions].map(({ startDate }) => startDate));
    if (since === null) return missing("no day is known on which the account became a customer");
    if (since > asOf) return missing("the account was not a customer yet");
    return observed(daysBetween(since, asOf), asOf);
  },
});

import type { ChurnFactRow } from "@cs/models";
import { defineMeasure } from "../observing/define-measure.ts";
import { observed } from "../observing/observation.ts";

/** 1 when notice to leave was served and has not taken effect, else 0. */
export const churnNoticeServed = defineMeasure({
  id: "churn_notice_served",
  label: "Notice served",
  unit: "yes_no",
  description:
    "1 when the customer has said, up to the as-of day, that it will leave or not renew, and has not left yet. A downgrade, fewer seats or a failed payment is no notice.",
  needs: ["churnEvents"],
  windowDays: null,
  observe({ churnEvents, asOf }, until) {
    const served = churnEvents.some((event) => {
      // Without a notice day the decision stands in; with one, an earlier decision was not yet known.
      const servedOn = event.noticeDate ?? event.decisionDate;
      const pending = event.effectiveDate === null || event.effectiveDate > asOf;
      return leaves(event) && servedOn !== null && servedOn <= asOf && pending;
    });
    return observed(served ? 1 : 0, until);
  },
});

function leaves({ type }: ChurnFactRow): boolean {
  return type === null || type === "full" || type === "non_renewal";
}

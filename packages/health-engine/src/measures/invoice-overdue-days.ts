import { daysBetween } from "@cs/models";
import { defineMeasure } from "../observing/define-measure.ts";
import { inWindow } from "../observing/in-window.ts";
import { observed } from "../observing/observation.ts";

/**
 * Days since the oldest unpaid invoice of the last 365 days fell due, 0-364; 0 when none is overdue. One that is unpaid for
 * longer is written off or disputed: a matter for the books, which would otherwise weigh for ever. It is a state, as what
 * is open is delivered however long ago the feed began.
 */
export const invoiceOverdueDays = defineMeasure({
  id: "invoice_overdue_days",
  label: "Oldest overdue invoice",
  unit: "days",
  description:
    "Days from the due day of the oldest unpaid invoice to the as-of day, of those that fell due in the last 365 days; " +
    "0 when none of them is overdue.",
  needs: ["invoices"],
  windowDays: null,
  observe({ invoices, asOf }, until) {
    const due = inWindow(invoices, { asOf, days: 365, dayOf: ({ dueOn }) => dueOn });
    const unpaid = due.filter(({ paidOn }) => paidOn === null || paidOn > asOf);
    const overdue = unpaid.reduce((most, { dueOn }) => Math.max(most, daysBetween(dueOn, asOf)), 0);
    return observed(overdue, until);
  },
});

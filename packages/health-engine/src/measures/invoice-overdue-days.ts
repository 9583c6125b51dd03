import { daysBetween } from "@cs/models";
import { defineMeasure } from "../observing/define-measure.ts";
import { observed } from "../observing/observation.ts";

/** Days since the oldest unpaid invoice fell due; 0 when none is overdue. */
export const invoiceOverdueDays = defineMeasure({
  id: "invoice_overdue_days",
  label: "Oldest overdue invoice",
  unit: "days",
  description: "Days from the due day of the oldest unpaid invoice to the as-of day; 0 when nothing is overdue.",
  needs: ["invoices"],
  windowDays: null,
  observe({ invoices, asOf }, until) {
    const unpaid = invoices.filter(({ paidOn }) => paidOn === null || paidOn > asOf);
    const overdue = unpaid.reduce((most, { dueOn }) => Math.max(most, daysBetween(dueOn, asOf)), 0);
    return observed(overdue, until);
  },
});

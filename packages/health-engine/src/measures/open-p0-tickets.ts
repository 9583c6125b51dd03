import { defineMeasure } from "../observing/define-measure.ts";
import { observed } from "../observing/observation.ts";

/** P0 tickets that are not solved on the as-of day. */
export const openP0Tickets = defineMeasure({
  id: "open_p0_tickets",
  label: "Open P0 tickets",
  unit: "count",
  description: "Tickets of the highest priority that are not solved on the as-of day.",
  needs: ["tickets"],
  windowDays: null,
  observe({ tickets, asOf }, until) {
    const open = tickets.filter(
      ({ priority, createdOn, solvedOn }) =>
        priority === "P0" && createdOn <= asOf && (solvedOn === null || solvedOn > asOf),
    );
    return observed(open.length, until);
  },
});

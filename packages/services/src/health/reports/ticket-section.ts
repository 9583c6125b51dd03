import type { UsagePeriod } from "@cs/analytics";
import { addDays, type CalendarDate, known, type Reading, ticketPriorities, unknown } from "@cs/models";
import type { Section } from "@cs/reports";
import type { ClientData } from "./client-data.ts";

/** Tickets that are solved are looked back on for so many days. */
const keptDays = 365;

/** Tickets by period, and those that are open. */
export function ticketSection({ facts, periods, grain, to }: ClientData): Section {
  const covered = facts.coverage.tickets;
  if (!covered) return { title: "Tickets", blocks: [{ kind: "paragraph", text: "No source delivers tickets." }] };
  const first = later(covered.from, addDays(to, -keptDays));
  const last = covered.to < to ? covered.to : to;
  const counted = (dayOf: (ticket: (typeof facts.tickets)[number]) => CalendarDate | null) =>
    periods.map(({ start, end }: UsagePeriod): Reading => {
      if (start < first || end > last) return unknown("not known as a whole");
      const days = facts.tickets.map(dayOf);
      return known(days.filter((day) => day !== null && day >= start && day <= end).length);
    });
  const open = facts.tickets.filter(({ solvedOn }) => solvedOn === null);
  const rows = [...ticketPriorities, null].map((priority) => ({
    priority,
    count: open.filter((ticket) => ticket.priority === priority).length,
  }));
  return {
    title: "Tickets",
    blocks: [
      {
        kind: "bar-chart",
        layout: "grouped",
        title: "Tickets opened and solved",
        description: `By ${grain}; only those that are known as a whole.`,
        categories: { label: `First day of the ${grain}`, names: periods.map(({ start }) => start) },
        value: { label: "Tickets", format: { decimals: 0 } },
        series: [
          { name: "Opened", values: counted(({ createdOn }) => createdOn) },
          { name: "Solved", values: counted(({ solvedOn }) => solvedOn) },
        ],
      },
      {
        kind: "table",
        caption: `Open on ${to}`,
        columns: [{ label: "Priority" }, { label: "Tickets", format: { decimals: 0 } }],
        rows: rows
          .filter(({ count }) => count > 0)
          .map(({ priority, count }) => [priority ?? "no priority", known(count)]),
      },
    ],
  };
}

function later(left: CalendarDate, right: CalendarDate): CalendarDate {
  return left > right ? left : right;
}

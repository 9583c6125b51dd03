import type { UsagePeriod } from "@cs/analytics";
import { known, type Reading, unknown } from "@cs/models";
import type { LineChart, Section } from "@cs/reports";
import type { ClientData } from "./client-data.ts";

/** Who used the product and how much, by period. Periods that are known in part are left out: they would look like a fall. */
export function usageSection({ periods, grain, facts }: ClientData): Section {
  const chart = (title: string, label: string, read: (period: UsagePeriod) => number | null): LineChart => ({
    kind: "line-chart",
    title,
    description: `By ${grain}; only those that are known as a whole.`,
    x: { label: `First day of the ${grain}` },
    y: { label, format: { decimals: 0 }, fromZero: true },
    series: [{ name: label, points: periods.map((period) => ({ x: period.start, y: wholly(period, read(period)) })) }],
  });
  const last = facts.usage.lastDay;
  return {
    title: "Usage",
    blocks: [
      { kind: "paragraph", text: last === null ? "No use was ever recorded." : `Used last on ${last}.` },
      chart("Users", "Distinct users", ({ users }) => users),
      chart("Events", "Events", ({ events }) => events),
    ],
  };
}

function wholly({ known: extent }: UsagePeriod, value: number | null): Reading {
  if (extent === "none") return unknown("not known");
  if (extent === "part") return unknown("known in part");
  return value === null ? unknown("usage does not name users") : known(value);
}

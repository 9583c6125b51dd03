import { changeFactors } from "@cs/health-engine";
import { known, type MeasureObservation } from "@cs/models";
import type { Block, Section } from "@cs/reports";
import { labelOf, valueText } from "../outputs/reasons.ts";
import type { ClientData } from "./client-data.ts";
import { factorNames } from "./factor-names.ts";

const signed = { signed: true };

/** What moved the score between its first and its last day in the period. */
export function changeSection({ study }: ClientData): Section {
  const [move] = study.moves;
  if (!move) return { title: "What changed", blocks: [{ kind: "paragraph", text: "The score did not move." }] };
  const { change, before, after } = move;
  const { factors, measures, reason } = change;
  if (factors === null) return { title: "What changed", blocks: [{ kind: "paragraph", text: reason ?? "Not known." }] };
  const blocks: Block[] = [
    {
      kind: "bar-chart",
      layout: "grouped",
      title: "Points by cause",
      description: `They sum to the difference of the scores of ${before.asOf} and ${after.asOf}.`,
      categories: { label: "Cause", names: changeFactors.map((factor) => factorNames[factor]) },
      value: { label: "Points", format: signed },
      series: [{ name: "Points", values: changeFactors.map((factor) => known(factors[factor])) }],
    },
    {
      kind: "table",
      caption: "Measures that moved the score",
      columns: [{ label: "Measure" }, { label: "Before" }, { label: "After" }, { label: "Points", format: signed }],
      rows: measures
        .filter(({ points }) => points !== 0)
        .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.measure < b.measure ? -1 : 1))
        .map((each) => [
          labelOf(each.measure),
          observed(each.measure, each.before),
          observed(each.measure, each.after),
          known(each.points),
        ]),
    },
  ];
  return { title: "What changed", blocks };
}

function observed(measure: string, observation: MeasureObservation | null): string {
  if (observation === null) return "not observed";
  return observation.value === null ? observation.reason : valueText(measure, observation.value);
}

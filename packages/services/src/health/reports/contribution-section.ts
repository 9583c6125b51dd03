import { type HealthSnapshot, known, unknown } from "@cs/models";
import type { Section } from "@cs/reports";
import { labelOf, valueText } from "../outputs/reasons.ts";

/** What the newest score is made of. The points of the table sum to it. */
export function contributionSection({ contributions, capsFired, override, asOf }: HealthSnapshot): Section {
  const parts = [
    ...contributions.map((each) => ({
      name: labelOf(each.measure),
      value: each.value === null ? (each.reason ?? "not known") : valueText(each.measure, each.value),
      points: each.status === "missing" ? unknown(each.reason ?? "not known") : known(each.points),
      most: known(100 * each.effectiveWeight),
    })),
    ...capsFired.map(({ label, maximum, points }) => ({
      name: label,
      value: `at most ${maximum}`,
      points: known(points),
      most: unknown("a cap"),
    })),
    ...(override
      ? [
          {
            name: "Set by a person",
            value: override.reason,
            points: known(override.points),
            most: unknown("an override"),
          },
        ]
      : []),
  ];
  return {
    title: "What makes the score",
    blocks: [
      {
        kind: "bar-chart",
        layout: "grouped",
        title: "Points by measure",
        description: `Of the score of ${asOf}. Caps and what a person set take points away or add them.`,
        categories: { label: "Measure", names: parts.map(({ name }) => name) },
        value: { label: "Points" },
        series: [{ name: "Points", values: parts.map(({ points }) => points) }],
      },
      {
        kind: "table",
        caption: "Measures",
        columns: [
          { label: "Measure" },
          { label: "Value" },
          { label: "Points", format: {} },
          { label: "Of at most", format: {} },
        ],
        rows: parts.map(({ name, value, points, most }) => [name, value, points, most]),
      },
    ],
  };
}

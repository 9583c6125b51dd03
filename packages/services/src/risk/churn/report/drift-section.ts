import type { DriftReport } from "@cs/prediction";
import type { Section } from "@cs/reports";
import { labelOf } from "../../../health/outputs/reasons.ts";
import { driftVerdict } from "../drift-verdict.ts";
import { count } from "./readings.ts";

const three = { decimals: 3 };

/** Whether accounts are still like those that the model learnt from. */
export function driftSection(drift: DriftReport): Section {
  const { from, to, accountsBefore, accountsAfter, features } = drift;
  return {
    title: "Whether accounts are still as they were",
    blocks: [
      { kind: "list", items: driftVerdict(drift) },
      {
        kind: "table",
        caption: `Population stability index of each measure, ${accountsBefore} accounts on ${from} and ${accountsAfter} on ${to}: below 0.1 none, below 0.25 some, else strong; what chance alone reaches once in a hundred times is none`,
        columns: [
          { label: "Measure" },
          { label: "Drift" },
          { label: "PSI", format: three },
          { label: "By chance up to", format: three },
        ],
        rows: features.map((each) => [labelOf(each.feature), each.drift, count(each.psi), count(each.byChance)]),
      },
    ],
  };
}

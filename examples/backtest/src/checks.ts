import type { LeadReport } from "@cs/prediction";
import { control, model } from "./scorers.ts";

/** What must hold before anybody believes a back-test, and whether it does. */
export interface Check {
  readonly claim: string;
  readonly holds: boolean;
}

/** Checks of the reports, and of those on outcomes that were dealt out anew. */
export function checksOf(reports: readonly LeadReport[], shuffled: readonly LeadReport[]): Check[] {
  const signals = (of: readonly LeadReport[], name: string) =>
    of.map(({ scorers }) => scorers.find((scorer) => scorer.name === name)?.signal ?? "unknown");
  return [
    { claim: "every lead time could be measured", holds: reports.every(({ reason }) => reason === null) },
    { claim: "no measure knows too much", holds: reports.every(({ suspects }) => suspects.length === 0) },
    {
      claim: `the ${model.name} finds a signal`,
      holds: signals(reports, model.name).every((each) => each === "found"),
    },
    { claim: `the ${control.name} finds none`, holds: !signals(reports, control.name).includes("found") },
    { claim: "nothing is found in shuffled outcomes", holds: !signals(shuffled, model.name).includes("found") },
  ];
}

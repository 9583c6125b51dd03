import { seededNumbers } from "@cs/models";
import type { LabelledSnapshot } from "./label-snapshots.ts";

/** Outcomes dealt out anew among the snapshots of each day: no honest method can find anything in them. */
export function shuffleOutcomes(labelled: readonly LabelledSnapshot[], seed: number): LabelledSnapshot[] {
  const random = seededNumbers(seed);
  return [...Map.groupBy(labelled, ({ snapshot }) => snapshot.asOf).values()].flatMap((rows) => {
    const outcomes = rows.map(({ happened }) => ({ happened, place: random() })).sort((a, b) => a.place - b.place);
    return rows.map((row, at) => ({ ...row, happened: outcomes[at]?.happened ?? false }));
  });
}

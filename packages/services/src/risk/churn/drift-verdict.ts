import type { DriftReport } from "@cs/prediction";
import { labelOf } from "../../health/outputs/reasons.ts";

/** Which measures have moved, in plain sentences. */
export function driftVerdict({ from, to, features }: DriftReport): string[] {
  const moved = features.filter(({ drift }) => drift !== "none");
  if (moved.length === 0) return [`No measure has moved noticeably between ${from} and ${to}.`];
  return moved.map(({ feature, drift, psi }) => {
    const known = `${labelOf(feature)} has moved between ${from} and ${to}`;
    return drift === "strong"
      ? `${known}, strongly (PSI ${psi.toFixed(2)}): what was learnt of it before may no longer hold.`
      : `${known}, somewhat (PSI ${psi.toFixed(2)}).`;
  });
}

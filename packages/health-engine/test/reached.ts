import type { Counterfactual } from "../src/index.ts";

/** A counterfactual that must be reachable, with the new values by measure. */
export function reached(result: Counterfactual) {
  if (!result.reachable) throw new Error(result.reason);
  return { ...result, to: Object.fromEntries(result.changes.map(({ measure, to }) => [measure, to])) };
}

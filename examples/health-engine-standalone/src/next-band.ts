import { type Counterfactual, counterfactual } from "@cs/health-engine";
import type { ScoreBand } from "@cs/models";
import type { WorkspaceHealth } from "./health.ts";
import { measures } from "./measures.ts";

/** What would bring a workspace to good, or to excellent when it is good; null when nothing is better. */
export function nextBand({ next, now }: WorkspaceHealth): { target: ScoreBand; way: Counterfactual } | null {
  if (now.band === "excellent") return null;
  const target = now.band === "good" ? "excellent" : "good";
  const actionable = Object.fromEntries(
    Object.entries(measures).flatMap(([id, measure]) => (measure.actionable ? [[id, measure.actionable]] : [])),
  );
  return { target, way: counterfactual({ input: next, targetBand: target, actionable }) };
}

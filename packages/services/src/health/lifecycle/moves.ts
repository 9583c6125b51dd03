import type { LifecycleStage } from "@cs/models";

/** The stages that a customer climbs; it can also step back to a lower one. */
const ladder: readonly LifecycleStage[] = ["onboarding", "adoption", "value_realization", "growth"];

/**
 * Where an account may go from each stage. One step up or down the ladder; from every stage of it into renewal, when the
 * contract asks for it, and back from there to where the customer then stands. Who has churned can only be won back.
 */
const moves: Readonly<Record<LifecycleStage, readonly LifecycleStage[]>> = {
  onboarding: ["adoption", "renewal", "churned"],
  adoption: ["onboarding", "value_realization", "renewal", "churned"],
  value_realization: ["adoption", "growth", "renewal", "churned"],
  growth: ["value_realization", "renewal", "churned"],
  renewal: ["adoption", "value_realization", "growth", "churned"],
  churned: ["won_back"],
  won_back: ["onboarding", "adoption", "churned"],
};

/** An account without a stage can be put into any but the one that needs a stage before it. */
const first: readonly LifecycleStage[] = [...ladder, "renewal", "churned"];

/** The stages into which an account may go from its present one. */
export function allowedMoves(from: LifecycleStage | null): readonly LifecycleStage[] {
  return from === null ? first : moves[from];
}

/** Whether a move leads down the ladder. */
export function isStepBack(from: LifecycleStage | null, to: LifecycleStage): boolean {
  return from !== null && ladder.includes(to) && ladder.indexOf(from) > ladder.indexOf(to);
}

import type { ScoreInput } from "@cs/health-engine";
import type { Cap } from "@cs/models";

/** The caps of which nobody knows whether they hold; each of ours has one condition. They bound the proved band. */
export function undecidedCaps({ scorecard, observations }: ScoreInput): Cap[] {
  return scorecard.caps.filter(({ when }) =>
    when.some(({ measure }) => (observations[measure]?.value ?? null) === null),
  );
}

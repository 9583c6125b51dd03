import { defaultScorecard } from "@cs/health-engine";
import {
  columnScorer,
  equalWeights,
  fitGradientBoosting,
  modelScorer,
  type RiskDirection,
  type Scorer,
} from "@cs/prediction";

/** The measures of the default scorecard that say which way they point. */
const directed = defaultScorecard.groups
  .flatMap(({ measures }) => measures)
  .filter(({ direction }) => direction !== "target");

const directions = Object.fromEntries(
  directed.map(({ measure, direction }): [string, RiskDirection] => {
    return [measure, direction === "higher_is_better" ? "lower_is_riskier" : "higher_is_riskier"];
  }),
);

export const scorecard: Scorer = columnScorer("default scorecard", "health", "lower_is_riskier");

/** The naive composite: few measures that everybody looks at, in deviations from their means. */
const composite = {
  usage_recency_days: "higher_is_riskier",
  active_days_28: "lower_is_riskier",
  seat_utilisation: "lower_is_riskier",
  tickets_per_100_seats_90: "higher_is_riskier",
  nps_mean_365: "lower_is_riskier",
  invoice_overdue_days: "higher_is_riskier",
} as const satisfies Record<string, RiskDirection>;

/** What anybody would try without a scorecard: the last day of use, one measure, a few alike, all alike. */
export const naive: readonly Scorer[] = [
  columnScorer("recency", "usage_recency_days", "higher_is_riskier"),
  columnScorer("active days", "active_days_28", "lower_is_riskier"),
  equalWeights("naive composite", composite),
  equalWeights("equal weights", directions),
];

/**
 * Boosted trees on all measures, which may not turn a direction of the scorecard around. Changes of measures over three
 * months and their means over a year were tried on another portfolio and added nothing.
 */
export const model: Scorer = modelScorer("trained model", (training) =>
  fitGradientBoosting(training, { trees: 100, depth: 4, minimumRows: 50, monotone }),
);

const monotone = Object.fromEntries(
  Object.entries({ ...directions, health: "lower_is_riskier" }).map(([feature, direction]) => {
    return [feature, direction === "lower_is_riskier" ? "decreasing" : "increasing"] as const;
  }),
);

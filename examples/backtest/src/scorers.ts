import { columnScorer, equalWeights, fitLogistic, modelScorer, type Scorer } from "@cs/prediction";

/** The model that is to prove itself, trained anew on each part of the history. */
export const model: Scorer = modelScorer("logistic model", (training) => fitLogistic(training));

/** What it has to be better than to be worth its trouble. */
export const baselines: readonly Scorer[] = [
  columnScorer("logins alone", "logins", "lower_is_riskier"),
  columnScorer("open tickets alone", "open_tickets", "higher_is_riskier"),
  equalWeights("equal weights", { logins: "lower_is_riskier", open_tickets: "higher_is_riskier" }),
];

/** It says nothing of customers: whoever finds a signal in it would find one anywhere. */
export const control: Scorer = columnScorer("moon phase", "moon_phase", "higher_is_riskier");

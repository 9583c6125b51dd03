/** Features whose use says nothing about health or churn, though their names promise it. */
export const irrelevantFeatures = ["ai_assistant", "benchmark_view"] as const;

/** Subjects of tickets that sound like a warning and are none. */
export const irrelevantSubjects = ["Question about the notice period", "Request for a copy of all our data"] as const;

/**
 * Every measure that is independent of latent health and of churn, as `kind.field` or `kind.field=value`. For a value the
 * measure is its rate while the account is a customer; whoever leaves early has had less time for everything.
 */
export const irrelevantMeasures: readonly string[] = [
  ...irrelevantFeatures.map((feature) => `usage.feature=${feature}`),
  ...irrelevantSubjects.map((subject) => `tickets.subject=${subject}`),
  "customers.industry",
  "customers.country",
  "customers.csm",
  "contracts.autoRenew",
];

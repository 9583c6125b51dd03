/** What is known of one account on one day: finite numbers by name. Null is not known, which is never 0. */
export type FeatureRow = Readonly<Record<string, number | null>>;

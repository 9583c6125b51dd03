/** Where a feature lies and how far it spreads: what its values are measured by. */
export interface FeatureScale {
  readonly mean: number;
  /** Standard deviation over all rows, divided by their number; 0 when all values are the same. */
  readonly deviation: number;
}

/** Clusters that were found once, by which other rows can be assigned too. */
export interface ClusterModel {
  /** One per feature. */
  readonly scales: readonly FeatureScale[];
  /** In standard deviations; the cluster with the largest first feature comes first, ties by the next ones. */
  readonly centroids: readonly (readonly number[])[];
  /** Share of the variance between clusters, 0-1. */
  readonly explained: number;
}

import type { ClusterModel } from "@cs/models";
import { kmeans } from "ml-kmeans";
import { scalesOf, standardise } from "./standardise.ts";

/** More random starts find a better optimum; of these the best is kept. */
const starts = 10;
const mostIterations = 300;

export interface KMeansOptions {
  readonly clusters: number;
  /** The starts take this seed and the next ones: the same rows give the same model. */
  readonly seed: number;
}

/** A model, or why there can be none. */
export type ClusterFit =
  | { readonly model: ClusterModel; readonly reason: null }
  | { readonly model: null; readonly reason: string };

/**
 * Clusters rows of numbers, one column per feature, in standardised units: the least within-cluster sum of squares over
 * ten starts by k-means++.
 * Lloyd, Least Squares Quantization in PCM (1982); Arthur and Vassilvitskii, k-means++ (2007).
 */
export function fitClusters(rows: readonly (readonly number[])[], { clusters, seed }: KMeansOptions): ClusterFit {
  const scales = scalesOf(rows);
  const points = rows.map((row) => standardise(row, scales));
  const different = new Set(points.map((point) => point.join(" "))).size;
  if (different < clusters) {
    return { model: null, reason: `${different} different accounts can be clustered, ${clusters} are needed` };
  }
  const runs = Array.from({ length: starts }, (_, start) => {
    const { centroids } = kmeans(points, clusters, { seed: seed + start, maxIterations: mostIterations });
    return { centroids, within: withinSquares(points, centroids) };
  });
  const best = runs.reduce((kept, run) => (run.within < kept.within ? run : kept));
  const total = withinSquares(points, [scales.map(() => 0)]);
  const centroids = best.centroids.toSorted(firstFeatureFirst);
  return { model: { scales, centroids, explained: 1 - best.within / total }, reason: null };
}

/** The number of the nearest cluster, from 0; of equally near ones the first. */
export function clusterOf(row: readonly number[], { scales, centroids }: ClusterModel): number {
  const point = standardise(row, scales);
  const distances = centroids.map((centroid) => distance(point, centroid));
  return distances.indexOf(Math.min(...distances));
}

function withinSquares(points: readonly (readonly number[])[], centroids: readonly (readonly number[])[]): number {
  return points.reduce((sum, point) => sum + Math.min(...centroids.map((centroid) => distance(point, centroid))), 0);
}

/** Squared. */
function distance(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + (value - (right[index] ?? 0)) ** 2, 0);
}

function firstFeatureFirst(left: readonly number[], right: readonly number[]): number {
  const index = left.findIndex((value, position) => value !== right[position]);
  return (right[index] ?? 0) - (left[index] ?? 0);
}

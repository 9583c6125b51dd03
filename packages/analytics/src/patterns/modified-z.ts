import { median } from "../median.ts";

/** From this far on, in modified z-scores, a value counts as an outlier. */
export const OUTLIER_LIMIT = 3.5;

/** The 0.75 quantile of the standard normal: makes the median deviation comparable with a standard deviation. */
const NORMAL_QUARTILE = 0.6745;

/**
 * How far each value lies from the median, in modified z-scores: 0.6745 (x - median) / median absolute deviation. Null
 * when more than half of the values are the same, as then every other one would lie infinitely far.
 * Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993), who call values beyond 3.5 outliers.
 */
export function modifiedZ(values: readonly number[]): number[] | null {
  const middle = median(values);
  if (middle === null) return null;
  const deviation = median(values.map((value) => Math.abs(value - middle)));
  if (!deviation) return null;
  return values.map((value) => (NORMAL_QUARTILE * (value - middle)) / deviation);
}

/**
 * Rounds parts to integers that sum to `total` (Hare's method): every part is rounded down, and what is left goes, one
 * each, to the parts with the largest remainder; equal remainders go to the earlier part.
 *
 * Parts may be negative. Needs |sum of parts - total| <= 0.5, as for `total = Math.round(sum)`: then at most one is
 * added to each part, and none to a part that is an integer already.
 */
export function largestRemainder(parts: readonly number[], total: number): number[] {
  const floors = parts.map((part) => Math.floor(part));
  const left = total - floors.reduce((sum, floor) => sum + floor, 0);
  const raised = new Set(
    parts
      .map((part, index) => ({ index, remainder: part - Math.floor(part) }))
      .sort((first, second) => second.remainder - first.remainder || first.index - second.index)
      .slice(0, left)
      .map(({ index }) => index),
  );
  return floors.map((floor, index) => floor + (raised.has(index) ? 1 : 0));
}

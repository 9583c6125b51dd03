/** The middle value, or the mean of the two in the middle; null without values. */
export function median(values: readonly number[]): number | null {
  const ordered = values.toSorted((left, right) => left - right);
  const above = ordered[Math.floor(ordered.length / 2)];
  const below = ordered[Math.ceil(ordered.length / 2) - 1];
  return above === undefined || below === undefined ? null : (below + above) / 2;
}

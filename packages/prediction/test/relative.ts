/** How far a number is from the one expected, as a share of it. */
export function relativeError(found: number, expected: number): number {
  return Math.abs(found - expected) / Math.abs(expected);
}

/** Prints one measurement as `name | value | ratio to the baseline`. */
export function report(
  name: string,
  value: string,
  ratio?: { readonly of: number; readonly to: number; readonly label: string },
): void {
  const text = ratio === undefined ? "" : `  ${(ratio.of / ratio.to).toFixed(2)} x ${ratio.label}`;
  console.log(`${name.padEnd(44)} ${value.padStart(16)}${text}`);
}

/** Median of a list that is not empty. */
export function medianOf(values: readonly number[]): number {
  return quantileOf(values, 0.5);
}

/** The value below which a share of a list lies. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
